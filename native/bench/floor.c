/*
 * floor VERB STATE ROOTFS CGROUP PROGRAM [ARG…]: VERB is run, create, start, state, exec, kill or
 * delete. See floor.h.
 */
#include "floor.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NAMESPACES = CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWNS };

void must(int failed, const char *what)
{
	if (!failed)
		return;
	dprintf(2, "floor: %s: %s\n", what, strerror(errno));
	_exit(EXIT_FAILURE);
}

size_t read_text(const char *path, char *text, size_t size)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	must(file < 0, path);
	ssize_t length = read(file, text, size - 1);
	must(length < 0, path);
	close(file);
	text[length] = '\0';
	return (size_t)length;
}

static pid_t clone_into(int cgroup, uint64_t namespaces)
{
	const struct clone_args request = {
		.flags = namespaces | CLONE_INTO_CGROUP,
		.exit_signal = SIGCHLD,
		.cgroup = (uint64_t)cgroup,
	};
	pid_t pid = (pid_t)syscall(SYS_clone3, &request, sizeof request);
	must(pid < 0, "clone3");
	return pid;
}

static int wait_for(pid_t pid)
{
	int status;
	must(waitpid(pid, &status, 0) < 0, "waitpid");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int run(const struct floor *floor)
{
	pid_t pid = clone_into(make_cgroups(floor->cgroup), NAMESPACES);
	if (pid == 0) {
		enter_cgroups(floor->cgroup);
		prepare_root(floor->rootfs);
		become_program(floor->program);
	}
	int code = wait_for(pid);
	remove_cgroups(floor->cgroup);
	return code;
}

/* Waits at the gate: one byte opens it, and the end of `result` tells start of execve(2). */
_Noreturn static void wait_at_gate(const struct floor *floor, int created)
{
	char byte = 0;
	int gate = open("gate", O_RDWR | O_CLOEXEC), result = open("result", O_RDWR | O_CLOEXEC);
	must(gate < 0 || result < 0, "gate");
	enter_cgroups(floor->cgroup);
	prepare_root(floor->rootfs);
	must(write(created, &byte, 1) != 1 || read(gate, &byte, 1) != 1, "gate");
	become_program(floor->program);
}

static int create(const struct floor *floor)
{
	int ends[2];
	char byte, number[16];
	must(mkdir(floor->state, 0700) < 0 || chdir(floor->state) < 0, floor->state);
	must(mkfifo("gate", 0600) < 0 || mkfifo("result", 0600) < 0, "mkfifo");
	must(pipe2(ends, O_CLOEXEC) < 0, "pipe");
	pid_t pid = clone_into(make_cgroups(floor->cgroup), NAMESPACES);
	if (pid == 0)
		wait_at_gate(floor, ends[1]);
	close(ends[1]);
	must(read(ends[0], &byte, 1) != 1, "the container has failed");
	int file = open("pid", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	must(file < 0 || write(file, number, (size_t)sprintf(number, "%d", pid)) < 0, "pid");
	return 0;
}

static int start(void)
{
	char byte = 0;
	int result = open("result", O_RDONLY | O_CLOEXEC), gate = open("gate", O_WRONLY | O_CLOEXEC);
	must(result < 0 || gate < 0 || write(gate, &byte, 1) != 1, "gate");
	return read(result, &byte, 1) == 0 ? 0 : 1;
}

static pid_t read_pid(void)
{
	char text[16];
	read_text("pid", text, sizeof text);
	return atoi(text);
}

static int state(const struct floor *floor)
{
	char path[32], stat[1024];
	pid_t pid = read_pid();
	snprintf(path, sizeof path, "/proc/%d/stat", pid);
	read_text(path, stat, sizeof stat);
	printf("{\"ociVersion\": \"1.0.2\", \"id\": \"%s\", \"pid\": %d, \"status\": \"running\", "
	       "\"bundle\": \"%s\"}\n", floor->cgroup, pid, floor->rootfs);
	return 0;
}

static int open_init(void)
{
	int process = (int)syscall(SYS_pidfd_open, read_pid(), 0);
	must(process < 0, "pidfd_open");
	return process;
}

static int exec(const struct floor *floor)
{
	char path[512];
	int process = open_init();
	snprintf(path, sizeof path, "/sys/fs/cgroup/unified/%s", floor->cgroup);
	int cgroup = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (cgroup < 0) {
		snprintf(path, sizeof path, "/sys/fs/cgroup/%s", floor->cgroup);
		cgroup = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	}
	must(cgroup < 0, path);
	pid_t pid = clone_into(cgroup, 0);
	if (pid > 0)
		return wait_for(pid);
	enter_cgroups(floor->cgroup);
	must(setns(process, NAMESPACES) < 0, "setns");
	/* Only children are in a pid namespace that was joined. */
	pid = fork();
	must(pid < 0, "fork");
	if (pid > 0)
		_exit(wait_for(pid));
	become_program(floor->program);
}

static int kill_init(void)
{
	must(syscall(SYS_pidfd_send_signal, open_init(), SIGKILL, NULL, 0) < 0, "pidfd_send_signal");
	return 0;
}

static int delete(const struct floor *floor)
{
	must(syscall(SYS_pidfd_open, read_pid(), 0) >= 0, "the container runs");
	remove_cgroups(floor->cgroup);
	must(unlink("gate") < 0 || unlink("result") < 0 || unlink("pid") < 0, "unlink");
	must(rmdir(floor->state) < 0, floor->state);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc < 6) {
		dprintf(2, "usage: floor VERB STATE ROOTFS CGROUP PROGRAM [ARG...]\n");
		return 2;
	}
	const struct floor floor = {argv[2], argv[3], argv[4], argv + 5};
	const char *verb = argv[1];
	if (strcmp(verb, "run") == 0)
		return run(&floor);
	if (strcmp(verb, "create") == 0)
		return create(&floor);
	must(chdir(floor.state) < 0, floor.state);
	if (strcmp(verb, "start") == 0)
		return start();
	if (strcmp(verb, "state") == 0)
		return state(&floor);
	if (strcmp(verb, "exec") == 0)
		return exec(&floor);
	if (strcmp(verb, "kill") == 0)
		return kill_init();
	must(strcmp(verb, "delete") != 0, verb);
	return delete(&floor);
}
