#include "output.h"

#include "syscalls.h"

#include <poll.h>
#include <signal.h>
#include <time.h>

/* write(2) with SIGPIPE held back, and taken out of the queue where this write has raised it. */
static ssize_t write_quietly(int fd, const void *data, size_t size)
{
	sigset_t pipe_signal, pending, before;
	sigemptyset(&pipe_signal);
	sigaddset(&pipe_signal, SIGPIPE);
	sigpending(&pending);
	sigprocmask(SIG_BLOCK, &pipe_signal, &before);
	ssize_t written = RETRY(write(fd, data, size));
	if (written == -EPIPE && !sigismember(&pending, SIGPIPE)) {
		const struct timespec now = {0, 0};
		sigtimedwait(&pipe_signal, NULL, &now);
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	return written;
}

int write_all(int fd, const void *data, size_t size)
{
	const char *next = data;
	while (size > 0) {
		ssize_t written = write_quietly(fd, next, size);
		/* The caller may have made its pipe non-blocking. */
		if (written == -EAGAIN && RETRY(poll(&(struct pollfd){fd, POLLOUT, 0}, 1, -1)) > 0)
			continue;
		if (written < 0)
			return (int)written;
		next += written;
		size -= (size_t)written;
	}
	return 0;
}

int write_once(int fd, const void *data, size_t size)
{
	ssize_t written = write_quietly(fd, data, size);
	if (written < 0)
		return (int)written;
	return (size_t)written == size ? 0 : -EIO;
}

int write_file(int fd, const void *data, size_t size)
{
	/* What is left after a full disk's short write tells why. */
	for (const char *next = data; size > 0;) {
		ssize_t written = RETRY(write(fd, next, size));
		if (written <= 0)
			return written < 0 ? (int)written : -EIO;
		next += written;
		size -= (size_t)written;
	}
	return 0;
}
