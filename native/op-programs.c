/* Programs that speak for us to the caller: pelagos itself with other words, and ps(1). */
#include "child.h"
#include "null-device.h"
#include "output.h"
#include "syscalls.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>

extern char **environ;

enum { ARGUMENTS_MAX = 64, WORDS_SHOWN = 1024 };

/*
 * Starts the program: its pid or a negative errno. streams: its 0, 1 and 2, each above 2 or in its
 * place. Between vfork(2) and execve(2), where memory is shared, are system calls only.
 */
static pid_t start(const char *path, char *const argv[], const int streams[static 3])
{
	volatile int error = 0;
	pid_t pid = vfork();
	if (pid == 0) {
		for (int i = 0; i < 3; i++)
			if (streams[i] != i && dup2(streams[i], i) < 0)
				_exit(127);
		execve(path, argv, environ);
		error = errno;
		_exit(127);
	}
	if (pid < 0)
		return -errno;
	if (error != 0) {
		(void)RETRY(waitpid(pid, NULL, 0));
		return -error;
	}
	return pid;
}

/* 0, or -ECHILD with how the program ended and what it said as the detail. */
static int finish(struct context *ctx, pid_t pid, const char *name, const char *words)
{
	int status = 0;
	char how[128];
	long reaped = RETRY(waitpid(pid, &status, 0));
	if (reaped < 0)
		return (int)reaped;
	if (status == 0)
		return 0;
	describe_end(status, how, sizeof how);
	return fail_with(ctx, -ECHILD, "%s %s%s%.*s", name, how, words[0] == '\0' ? "" : ": ",
			 (int)WORDS_SHOWN, words);
}

int op_run_self(struct context *ctx, const struct op_run_self *arg)
{
	static const int streams[] = {0, 1, 2};
	char *argv[ARGUMENTS_MAX + 2] = {(char *)(uintptr_t)"pelagos"};
	if (arg->args.count > ARGUMENTS_MAX)
		return -E2BIG;
	for (uint32_t i = 0; i < arg->args.count; i++)
		argv[i + 1] = (char *)(uintptr_t)arg->args.items[i];
	pid_t pid = start("/proc/self/exe", argv, streams);
	return pid < 0 ? pid : finish(ctx, pid, "it", "");
}

static const char *const blanks = " \t";

/* The word of the line with that number, counted from 0: its begin, and its length or 0. */
static const char *word_at(const char *line, size_t end, int number, size_t *length)
{
	const char *at = line, *limit = line + end;
	for (;;) {
		while (at < limit && strchr(blanks, *at) != NULL)
			at++;
		const char *begin = at;
		while (at < limit && strchr(blanks, *at) == NULL)
			at++;
		*length = (size_t)(at - begin);
		if (number-- == 0 || *length == 0)
			return begin;
	}
}

/* The number of the word PID in the heading; -1: it has none. */
static int pid_column(const char *line, size_t end)
{
	for (int number = 0;; number++) {
		size_t length = 0;
		const char *word = word_at(line, end, number, &length);
		if (length == 0)
			return -1;
		if (length == 3 && memcmp(word, "PID", 3) == 0)
			return number;
	}
}

static bool is_among(const struct u32s *pids, unsigned long pid)
{
	for (uint32_t i = 0; i < pids->count; i++)
		if (pids->items[i] == pid)
			return true;
	return false;
}

/* Prints of text, which ends with NUL, the heading and the lines of these processes. */
static int print_lines(const char *text, const struct u32s *pids)
{
	int column = pid_column(text, strcspn(text, "\n"));
	if (column < 0)
		return -EPROTO;
	for (const char *line = text; *line != '\0';) {
		size_t end = strcspn(line, "\n"), length = 0;
		const char *word = word_at(line, end, column, &length);
		bool wanted = line == text || (length > 0 && is_among(pids, strtoul(word, NULL, 10)));
		end += line[end] == '\n';
		int error = wanted ? write_all(STDOUT_FILENO, line, end) : 0;
		if (error != 0)
			return error;
		line += end;
	}
	return 0;
}

/* What the program wrote, mapped with a NUL behind it. */
static int map_output(int file, char **text, size_t *size)
{
	struct stat status;
	if (fstat(file, &status) != 0 || ftruncate(file, status.st_size + 1) != 0)
		return -errno;
	*size = (size_t)status.st_size + 1;
	char *data = mmap(NULL, *size, PROT_READ, MAP_PRIVATE, file, 0);
	if (data == MAP_FAILED)
		return -errno;
	*text = data;
	return 0;
}

int op_print_processes(struct context *ctx, const struct op_print_processes *arg)
{
	char *text = NULL;
	size_t size = 0;
	int null = null_device();
	int output = null < 0 ? null : sys_memfd_create("ps", MFD_NOEXEC_SEAL);
	if (output < 0)
		return output;
	const int streams[] = {null, output, output};
	pid_t pid = start(arg->path, (char *const *)(uintptr_t)arg->args.items, streams);
	int error = pid < 0 ? pid : 0;
	siginfo_t ended;
	if (pid > 0)
		(void)RETRY(waitid(P_PID, (id_t)pid, &ended, WEXITED | WNOWAIT));
	if (error == 0)
		error = map_output(output, &text, &size);
	if (pid > 0) {
		int failed = finish(ctx, pid, arg->path, text == NULL ? "" : text);
		error = failed != 0 ? failed : error;
	}
	if (error == 0 && text != NULL)
		error = print_lines(text, &arg->pids);
	if (text != NULL)
		munmap(text, size);
	close(output);
	return error;
}
