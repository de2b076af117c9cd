/*
 * steps FILE ARG…: runs a command one instruction at a time (ptrace(2)) and writes into FILE how many its
 * process executed outside the kernel, over all of its execve(2). Children run at their own pace
 * and are not counted. Ends as the command does.
 *
 * valgrind counts the same, but up to 3.19 knows neither pidfd_open(2), clone3(2) nor openat2(2),
 * without which most commands of pelagos fail.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

_Noreturn static void give_up(const char *what)
{
	fprintf(stderr, "steps: %s: %s\n", what, strerror(errno));
	exit(125);
}

_Noreturn static void become(char *const argv[])
{
	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0)
		give_up("ptrace");
	execv(argv[0], argv);
	give_up(argv[0]);
}

/* The signal to hand on: a stop by SIGTRAP is the step itself. */
static long signal_of(int status)
{
	return WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status);
}

static void tell(const char *path, unsigned long steps)
{
	FILE *file = fopen(path, "we");
	if (file == NULL || fprintf(file, "%lu\n", steps) < 0 || fclose(file) != 0)
		give_up(path);
}

int main(int argc, char **argv)
{
	unsigned long steps = 0;
	int status;
	if (argc < 3) {
		fputs("usage: steps FILE ARG...\n", stderr);
		return 125;
	}
	pid_t pid = fork();
	if (pid == 0)
		become(argv + 2);
	if (pid < 0)
		give_up("fork");
	for (;;) {
		if (waitpid(pid, &status, 0) < 0)
			give_up("waitpid");
		if (!WIFSTOPPED(status))
			break;
		steps++;
		if (ptrace(PTRACE_SINGLESTEP, pid, NULL, (void *)signal_of(status)) < 0)
			give_up("ptrace");
	}
	tell(argv[1], steps);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
