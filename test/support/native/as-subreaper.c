/*
 * as-subreaper REPORT COMMAND...: runs a command as shims and conmon do, and appends to REPORT
 * "command STATUS", "child PID" for each process that came to us when the command ended, and
 * "ended PID STATUS" for each of them that ended. STATUS is the exit code, or 128 + the signal.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static int result(int status)
{
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static void list_children(int report)
{
	char path[64], line[64];
	int pid = 0;
	snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
	FILE *children = fopen(path, "re");
	while (children != NULL && fscanf(children, "%d", &pid) == 1) {
		snprintf(line, sizeof line, "child %d\n", pid);
		dprintf(report, "%s", line);
	}
	if (children != NULL)
		fclose(children);
}

int main(int argc, char **argv)
{
	if (argc < 3)
		return 2;
	int report = open(argv[1], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
	pid_t command = fork();
	if (command == 0) {
		execvp(argv[2], argv + 2);
		_exit(127);
	}
	int status = 0;
	alarm(30);
	waitpid(command, &status, 0);
	dprintf(report, "command %d\n", result(status));
	list_children(report);
	for (;;) {
		pid_t pid = wait(&status);
		if (pid < 0 && errno == ECHILD)
			return 0;
		if (pid > 0)
			dprintf(report, "ended %d %d\n", (int)pid, result(status));
	}
}
