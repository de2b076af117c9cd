/* The start gate: two FIFOs between a created container, which waits, and the one who starts it. */
#include "executor.h"
#include "held-signals.h"
#include "late-process.h"
#include "output.h"
#include "syscalls.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

/* Opens an existing FIFO: a descriptor, -ENXIO where a writer finds no reader, -EINVAL for another file. */
static int open_fifo(const char *path, int flags)
{
	struct stat status;
	int fd = (int)RETRY(openat(AT_FDCWD, path, flags | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC));
	if (fd < 0)
		return fd;
	if (fstat(fd, &status) == 0 && S_ISFIFO(status.st_mode))
		return fd;
	close(fd);
	return -EINVAL;
}

/* Reads up to the end of result: the number of bytes, or a negative errno. */
static int read_words(int result, int process, char *words, size_t size, int timeout)
{
	size_t used = 0;
	for (;;) {
		struct pollfd ends[] = {
			{result, POLLIN, 0}, {process, POLLIN, 0}, {heeded_signals(), POLLIN, 0}};
		int ready = (int)RETRY(poll(ends, 3, timeout));
		if (ready <= 0)
			return ready < 0 ? ready : -ETIMEDOUT;
		/* Where the program runs already, the signal is for it. */
		if (ends[0].revents == 0 && ends[1].revents == 0)
			return -EINTR;
		char beyond[256];
		bool full = used == size - 1;
		ssize_t length = RETRY(read(result, full ? beyond : words + used,
					    full ? sizeof beyond : size - 1 - used));
		if (length == 0)
			break;
		if (length > 0 && !full)
			used += (size_t)length;
		else if (length < 0 && length != -EAGAIN)
			return (int)length;
		/* Somebody else may hold result open longer than the process lives. */
		if (length == -EAGAIN && ends[1].revents != 0)
			break;
	}
	words[used] = '\0';
	return (int)used;
}

/*
 * The end came without a word. A byte left in the gate says that the process ended before it could
 * take it; whether one that did has ended since is nothing that a start can tell.
 */
static int judge_end(int start)
{
	int unread = 0;
	if (ioctl(start, FIONREAD, &unread) < 0)
		return -errno;
	return unread == 0 ? 0 : -ESRCH;
}

static int await_result(struct context *ctx, int start, int result, int process, uint32_t timeout)
{
	static char words[MESSAGE_SIZE];
	int length = read_words(result, process, words, sizeof words, poll_timeout(timeout));
	if (length == -ETIMEDOUT)
		return fail_late_descriptor(ctx, process, timeout);
	if (length < 0)
		return length;
	if (length == 0)
		return judge_end(start);
	ctx->failure = words;
	return -ECHILD;
}

int op_open_gate(struct context *ctx, const struct op_open_gate *arg)
{
	int process = slot_fd(ctx, arg->process);
	if (process < 0)
		return process;
	int result = open_fifo(arg->result, O_RDONLY);
	if (result < 0)
		return result;
	int start = open_fifo(arg->start, O_WRONLY);
	int error = start < 0 ? start : write_once(start, "", 1);
	if (error == 0 && unlink(arg->start) < 0)
		error = -errno;
	if (error == 0)
		error = await_result(ctx, start, result, process, arg->timeout);
	if (start >= 0) {
		close(start);
		(void)unlink(arg->result);
	}
	close(result);
	if (error == 0)
		stop_heeding();
	return error;
}

int op_await_start(struct context *ctx, const struct op_await_start *arg)
{
	char byte;
	int gate = slot_fd(ctx, arg->gate);
	int result = slot_fd(ctx, arg->result);
	if (!ctx->is_child || gate < 0 || result < 0)
		return -EBADF;
	close(ctx->sync);
	ctx->sync = -1;
	ctx->result = result;
	ssize_t length = RETRY(read(gate, &byte, 1));
	close(gate);
	slot_set(ctx, arg->gate, -1);
	return length < 0 ? (int)length : 0;
}
