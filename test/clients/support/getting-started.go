// Follows containerd's guide for beginners: a client that pulls an image, runs it for a while, ends
// it, and removes all that it made.
//
//	getting-started IMAGE
//
// It is built within the module of containerd, whose versions of all packages it takes.
package main

import (
	"context"
	"fmt"
	"os"
	"syscall"
	"time"

	containerd "github.com/containerd/containerd/v2/client"
	"github.com/containerd/containerd/v2/pkg/cio"
	"github.com/containerd/containerd/v2/pkg/namespaces"
	"github.com/containerd/containerd/v2/pkg/oci"
)

func follow(name string) (err error) {
	client, err := containerd.New("/run/containerd/containerd.sock")
	if err != nil {
		return err
	}
	defer client.Close()
	ctx := namespaces.WithNamespace(context.Background(), "example")
	image, err := client.Pull(ctx, name, containerd.WithPullUnpack)
	if err != nil {
		return err
	}
	container, err := client.NewContainer(ctx, "server", containerd.WithImage(image),
		containerd.WithNewSnapshot("server-snapshot", image),
		containerd.WithNewSpec(oci.WithImageConfig(image)))
	if err != nil {
		return err
	}
	defer func() {
		if failed := container.Delete(ctx, containerd.WithSnapshotCleanup); err == nil {
			err = failed
		}
	}()
	return runFor(ctx, container, time.Second)
}

func runFor(ctx context.Context, container containerd.Container, life time.Duration) error {
	task, err := container.NewTask(ctx, cio.NewCreator(cio.WithStdio))
	if err != nil {
		return err
	}
	// Before it is started, or its end could be missed.
	ended, err := task.Wait(ctx)
	if err != nil {
		return err
	}
	if err := task.Start(ctx); err != nil {
		return err
	}
	time.Sleep(life)
	if err := task.Kill(ctx, syscall.SIGTERM); err != nil {
		return err
	}
	status := <-ended
	code, _, err := status.Result()
	if err != nil {
		return err
	}
	fmt.Printf("server exited with status: %d\n", code)
	_, err = task.Delete(ctx)
	return err
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: getting-started IMAGE")
		os.Exit(2)
	}
	if err := follow(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
