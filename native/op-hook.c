/* Programs of the configuration (hooks): bounded in time, and in what is kept of their words. */
#include "environment.h"
#include "child.h"
#include "held-signals.h"
#include "null-device.h"
#include "output.h"
#include "syscalls.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>

/* A macro of stdio.h, and a field of op_run. */
#undef stdin

enum { TAIL_SIZE = 4096, TAIL_LINES = 20, ARGV_SIZE = 512, END_MS = 10000 };

/* The last bytes that the program wrote to its standard error. */
struct tail {
	char data[TAIL_SIZE];
	size_t used;
	bool cut;
};

struct running {
	pid_t pid;
	int process;
	int errors;
	struct tail tail;
};

static int64_t now_ms(void)
{
	struct timespec now = {0, 0};
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void keep_tail(struct tail *tail, const char *data, size_t size)
{
	if (size >= TAIL_SIZE) {
		data += size - TAIL_SIZE;
		size = TAIL_SIZE;
	}
	size_t excess = tail->used + size > TAIL_SIZE ? tail->used + size - TAIL_SIZE : 0;
	memmove(tail->data, tail->data + excess, tail->used - excess);
	tail->used -= excess;
	tail->cut = tail->cut || excess > 0;
	memcpy(tail->data + tail->used, data, size);
	tail->used += size;
}

/* Takes what is there: true at the end of file. */
static bool drain(struct running *running)
{
	char data[TAIL_SIZE];
	for (int rounds = 0; rounds < 16; rounds++) {
		ssize_t length = RETRY(read(running->errors, data, sizeof data));
		if (length <= 0)
			return length != -EAGAIN;
		keep_tail(&running->tail, data, (size_t)length);
	}
	return false;
}

/* The kept words from the last TAIL_LINES lines on, without the newline at the end. */
static const char *tail_text(struct tail *tail, int *length)
{
	size_t end = tail->used;
	while (end > 0 && tail->data[end - 1] == '\n')
		end--;
	size_t start = end;
	for (int lines = 0; start > 0; start--)
		if (tail->data[start - 1] == '\n' && ++lines == TAIL_LINES)
			break;
	for (size_t i = start; i < end; i++)
		if (tail->data[i] == '\0')
			tail->data[i] = '?';
	*length = (int)(end - start);
	return tail->data + start;
}

/* A file in memory with the text: nothing to feed, and a program that does not read it harms nobody. */
static int open_stdin(const struct context *ctx, const struct text *text)
{
	const char *data = NULL;
	size_t length = 0;
	int error = expand_text(ctx, text, &data, &length);
	if (error != 0)
		return error;
	int file = sys_memfd_create("stdin", MFD_NOEXEC_SEAL);
	if (file >= 0)
		error = write_all(file, data, length);
	free_text(text, data, length);
	if (file < 0)
		return file;
	if (error == 0 && lseek(file, 0, SEEK_SET) < 0)
		error = -errno;
	if (error != 0)
		close(file);
	return error == 0 ? file : error;
}

/* Descriptors of the new program; all are above 2, since 0, 1 and 2 are never closed. */
struct streams {
	int in;
	int out;
	int errors;
	/* Where it begins; -1: where we are. */
	int directory;
};

static bool prepare_program(const struct streams *streams)
{
	return (streams->directory < 0 || fchdir(streams->directory) == 0) &&
	       dup2(streams->in, 0) >= 0 && dup2(streams->out, 1) >= 0 && dup2(streams->errors, 2) >= 0;
}

/* In the child: all other descriptors are close-on-exec. */
_Noreturn static void become_program(const struct context *ctx, const struct op_run *arg,
				     const struct streams *streams, int report)
{
	struct strings env = arg->env;
	setpgid(0, 0);
	release_signals();
	int error = arg->home ? -add_home(ctx, &env) : 0;
	if (error == 0 && prepare_program(streams))
		execve(arg->path, (char *const *)(uintptr_t)arg->args.items,
		       (char *const *)(uintptr_t)env.items);
	error = error == 0 ? errno : error;
	(void)write_all(report, &error, sizeof error);
	_exit(127);
}

/* Forks into the program: its pid, or the negative errno of fork(2) or execve(2). */
static pid_t spawn(const struct context *ctx, const struct op_run *arg, const struct streams *streams)
{
	int report[2], error = 0;
	if (pipe2(report, O_CLOEXEC) < 0)
		return -errno;
	pid_t pid = fork();
	if (pid == 0)
		become_program(ctx, arg, streams, report[1]);
	error = pid < 0 ? errno : 0;
	close(report[1]);
	/* The pipe ends without a byte where execve(2) closed it; the group exists by then. */
	if (pid > 0 && RETRY(read(report[0], &error, sizeof error)) == (long)sizeof error)
		(void)RETRY(waitpid(pid, NULL, 0));
	close(report[0]);
	return error == 0 ? pid : -error;
}

static int start(struct context *ctx, const struct op_run *arg, struct running *running)
{
	int pipe_ends[2];
	int directory = arg->directory == NO_SLOT ? -1 : slot_fd(ctx, arg->directory);
	int null = null_device();
	int in = null < 0 ? null : open_stdin(ctx, &arg->stdin);
	if (in < 0)
		return in;
	if (pipe2(pipe_ends, O_CLOEXEC) < 0) {
		int error = -errno;
		close(in);
		return error;
	}
	running->pid = spawn(ctx, arg, &(struct streams){in, null, pipe_ends[1], directory});
	close(in);
	close(pipe_ends[1]);
	running->errors = pipe_ends[0];
	fcntl(running->errors, F_SETFL, O_NONBLOCK);
	running->process = running->pid < 0 ? running->pid : sys_pidfd_open(running->pid);
	if (running->process >= 0)
		return 0;
	close(running->errors);
	if (running->pid > 0) {
		kill(-running->pid, SIGKILL);
		(void)RETRY(waitpid(running->pid, NULL, 0));
	}
	return running->process;
}

/* Waits for the program, at most until deadline (0: none) or a heeded signal: its status, -ETIMEDOUT after killing, or -EBUSY where that did not help. */
static int finish(struct running *running, int64_t deadline)
{
	bool ended = false, late = false;
	struct pollfd ends[] = {{running->process, POLLIN, 0},
				{running->errors, POLLIN, 0},
				{heeded_signals(), POLLIN, 0}};
	while (!ended) {
		int64_t left = deadline == 0 ? -1 : deadline - now_ms();
		if (left < 0 && late)
			return -EBUSY;
		if ((left < 0 && deadline != 0) || ends[2].revents != 0) {
			/* Not reaped yet: the number cannot belong to another group. */
			kill(-running->pid, SIGKILL);
			late = true;
			deadline = now_ms() + END_MS;
			left = END_MS;
			ends[2].fd = -1;
		}
		(void)RETRY(poll(ends, 3, left > INT32_MAX ? INT32_MAX : (int)left));
		ended = ends[0].revents != 0;
		/* A daemon it left behind may keep the pipe: only what is there is taken after its end. */
		if (ends[1].revents != 0 && drain(running))
			ends[1].fd = -1;
	}
	(void)drain(running);
	int status = 0;
	long reaped = RETRY(waitpid(running->pid, &status, 0));
	if (reaped < 0)
		return (int)reaped;
	return late ? -ETIMEDOUT : status;
}

static int explain(struct context *ctx, const struct op_run *arg, struct running *running,
		   int status, int64_t milliseconds)
{
	char how[128], argv[ARGV_SIZE] = "";
	int length = 0;
	const char *words = tail_text(&running->tail, &length);
	for (uint32_t i = 0; i < arg->args.count; i++) {
		size_t used = strlen(argv);
		snprintf(argv + used, sizeof argv - used, "%s\"%s\"", i == 0 ? "" : " ",
			 arg->args.items[i]);
	}
	if (status == -EBUSY)
		snprintf(how, sizeof how, "was killed and has not ended %d s later, as process %d,", END_MS / 1000,
			 (int)running->pid);
	else if (status < 0)
		snprintf(how, sizeof how, "was killed for it");
	else
		describe_end(status, how, sizeof how);
	return fail_with(ctx, status < 0 ? status : -ECHILD, "%s %s after %lld ms%s%s%.*s", argv, how,
			 (long long)milliseconds, length > 0 ? ": " : "",
			 length > 0 && running->tail.cut ? "…" : "", length, words);
}

/* The words of a plan are in memory that we own. */
static int set_pid(const struct context *ctx, const struct op_run *arg)
{
	static char number[12];
	int pid = slot_fd(ctx, arg->pid);
	if (pid <= 0 || arg->args.count < 2)
		return -ESRCH;
	snprintf(number, sizeof number, "%d", pid);
	arg->args.items[1] = number;
	return 0;
}

int op_run(struct context *ctx, const struct op_run *arg)
{
	static struct running running;
	running = (struct running){.pid = -1};
	int64_t begin = now_ms();
	if (arg->args.count == 0)
		return -EINVAL;
	int error = arg->pid == NO_SLOT ? 0 : set_pid(ctx, arg);
	if (error == 0)
		error = start(ctx, arg, &running);
	if (error != 0)
		return error;
	int status = finish(&running, arg->timeout == 0 ? 0 : begin + arg->timeout);
	close(running.process);
	close(running.errors);
	return status == 0 ? 0 : explain(ctx, arg, &running, status, now_ms() - begin);
}
