/* Looking after a cgroup for as long as its first process lives, and for as long as somebody reads. */
#include "executor.h"
#include "run-track.h"
#include "scoped-fd.h"
#include "syscalls.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { COUNTERS_SIZE = 4096 };

static int64_t now_ms(void)
{
	struct timespec now = {0, 0};
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The number behind key and a space, at the beginning of a line; 0 where there is none. */
static uint64_t number_behind(const char *text, const char *key)
{
	size_t length = strlen(key);
	for (const char *line = text; line != NULL; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncmp(line, key, length) == 0 && line[length] == ' ')
			return strtoull(line + length, NULL, 10);
	}
	return 0;
}

/* Reading also makes the kernel wait for the next change. A cgroup that was removed is at its end. */
static uint64_t read_counter(int *file, const char *key, uint64_t before)
{
	char text[COUNTERS_SIZE];
	if (*file < 0)
		return before;
	ssize_t length = RETRY(pread(*file, text, sizeof text - 1, 0));
	if (length < 0) {
		close(*file);
		*file = -1;
		return before;
	}
	text[length] = '\0';
	return number_behind(text, key);
}

static int wait_until(const struct op_cgroup_follow *arg, int64_t next, struct pollfd ends[static 3])
{
	int64_t wait = next - now_ms();
	if (wait < 0)
		wait = 0;
	if (arg->look > 0 && ends[2].fd >= 0 && wait > arg->look)
		wait = arg->look;
	return (int)RETRY(poll(ends, 3, wait > INT32_MAX ? INT32_MAX : (int)wait));
}

/* Runs a nested track; what fails once the process has ended is no failure. */
static int run_while(struct context *ctx, const struct track *track, int process)
{
	int error = run_nested(ctx, track);
	if (error != 0 && RETRY(poll(&(struct pollfd){process, POLLIN, 0}, 1, 0)) > 0) {
		ctx->failure = NULL;
		ctx->told = false;
		return 0;
	}
	return error;
}

int op_cgroup_follow(struct context *ctx, const struct op_cgroup_follow *arg)
{
	int process = slot_fd(ctx, arg->process);
	if (process < 0)
		return process;
	SCOPED_FD counter = arg->counter[0] == '\0' ? -1
						    : openat(AT_FDCWD, arg->counter, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	uint64_t count = read_counter(&counter, arg->key, 0);
	int64_t next = now_ms() + arg->interval;
	for (;;) {
		/* A pipe or terminal is in error as soon as nobody is at its other end. */
		struct pollfd ends[] = {{process, POLLIN, 0}, {STDOUT_FILENO, 0, 0}, {counter, POLLPRI, 0}};
		int error = wait_until(arg, next, ends);
		uint64_t before = count;
		count = read_counter(&counter, arg->key, before);
		if (error >= 0 && count > before)
			error = run_while(ctx, &arg->grown, process);
		if (error < 0 || ends[0].revents != 0 || ends[1].revents != 0)
			return error < 0 ? error : 0;
		if (now_ms() < next)
			continue;
		error = run_while(ctx, &arg->every, process);
		if (error != 0)
			return error;
		next = now_ms() + arg->interval;
	}
}
