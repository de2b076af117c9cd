// Calls one method of a server of Kubernetes' Container Runtime Interface:
//
//	cri-call SOCKET METHOD <REQUEST   the answer on standard output; both are JSON
//	cri-call stream URL <INPUT        what Exec and Attach have answered: their streams
//
// It is built within the module of CRI-O, whose versions of all packages it takes.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"reflect"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/remotecommand"
	"k8s.io/client-go/util/exec"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1"
)

func call(socket, name string) error {
	connection, err := grpc.NewClient("unix://"+socket, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	method := reflect.ValueOf(cri.NewRuntimeServiceClient(connection)).MethodByName(name)
	if !method.IsValid() {
		method = reflect.ValueOf(cri.NewImageServiceClient(connection)).MethodByName(name)
	}
	if !method.IsValid() {
		return fmt.Errorf("the interface has no method %q", name)
	}
	request := reflect.New(method.Type().In(1).Elem())
	if err := json.NewDecoder(os.Stdin).Decode(request.Interface()); err != nil {
		return fmt.Errorf("the request: %w", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	answer := method.Call([]reflect.Value{reflect.ValueOf(ctx), request})
	if err, failed := answer[1].Interface().(error); failed {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(answer[0].Interface())
}

func stream(address string) error {
	place, err := url.Parse(address)
	if err != nil {
		return err
	}
	executor, err := remotecommand.NewSPDYExecutor(&rest.Config{}, "POST", place)
	if err != nil {
		return err
	}
	streams := remotecommand.StreamOptions{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr}
	return executor.StreamWithContext(context.Background(), streams)
}

func main() {
	var err error
	if os.Args[1] == "stream" {
		err = stream(os.Args[2])
	} else {
		err = call(os.Args[1], os.Args[2])
	}
	var ended exec.CodeExitError
	if errors.As(err, &ended) {
		os.Exit(ended.Code)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(125)
	}
}
