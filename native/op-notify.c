/* Readiness (sd_notify(3)): a container says it on a socket of its own, and we say it on. */
#include "notify.h"
#include "scoped-fd.h"
#include "syscalls.h"
#include "unix-socket.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* LATE_LIMIT: what may still be queued when the process has ended; more comes from who outlives it. */
enum { DATAGRAM_SIZE = 4096, LATE_LIMIT = 1024 };

int op_bind_notify(struct context *ctx, const struct op_bind_notify *arg)
{
	struct unix_address address;
	if (unlink(arg->path) < 0 && errno != ENOENT)
		return -errno;
	int error = find_address(arg->path, &address);
	if (error != 0)
		return error;
	SCOPED_FD fd = patient_socket(SOCK_DGRAM);
	/* Not by chmod(2): what a name leads to in this directory, the container may have chosen. */
	mode_t mask = umask(0);
	if (fd >= 0)
		error = bind(fd, (const struct sockaddr *)&address.name, address.size) < 0 ? -errno : 0;
	umask(mask);
	release_address(&address);
	if (fd < 0 || error != 0)
		return fd < 0 ? fd : error;
	slot_take_fd(ctx, arg->out, &fd);
	return 0;
}

/* Whether one of the lines is READY=1. All else that a container says is nobody's business but its own. */
static bool says_ready(char *text)
{
	for (char *line; (line = strsep(&text, "\n")) != NULL;)
		if (strcmp(line, "READY=1") == 0)
			return true;
	return false;
}

int hear_ready(int socket)
{
	char text[DATAGRAM_SIZE + 1];
	ssize_t length = RETRY(recv(socket, text, DATAGRAM_SIZE, MSG_DONTWAIT));
	if (length < 0)
		return length == -EAGAIN ? 0 : (int)length;
	text[length] = '\0';
	return says_ready(text);
}

/* 1 once the container is ready, 0 where it ended before, or a negative errno. */
static int await_ready(int socket, int process)
{
	for (int late = 0; late < LATE_LIMIT;) {
		struct pollfd ends[] = {{socket, POLLIN, 0}, {process, POLLIN, 0}};
		int ready = (int)RETRY(poll(ends, 2, -1));
		if (ready < 0)
			return ready;
		/* First what was said: a program may say it and end at once. */
		int heard = ends[0].revents == 0 ? 0 : hear_ready(socket);
		if (heard != 0)
			return heard;
		if (ends[1].revents != 0 && ends[0].revents == 0)
			return 0;
		late += ends[1].revents != 0;
	}
	return 0;
}

static int say(int service, const char *text)
{
	ssize_t sent = RETRY(send(service, text, strlen(text), MSG_NOSIGNAL));
	return sent < 0 ? (int)sent : 0;
}

/* sd_notify_barrier(3): the other end of a pipe is closed when what came before has been worked off. */
static int await_worked_off(int service, uint32_t timeout)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) < 0)
		return -errno;
	SCOPED_FD own = ends[0];
	int error = send_with_fd(service, "BARRIER=1", strlen("BARRIER=1"), ends[1]);
	close(ends[1]);
	if (error != 0)
		return error;
	struct pollfd end = {own, POLLIN, 0};
	int ready = (int)RETRY(poll(&end, 1, (int)timeout));
	if (ready < 0)
		return ready;
	return ready > 0 ? 0 : -ETIMEDOUT;
}

int say_ready(int service, pid_t pid)
{
	char main_pid[32];
	snprintf(main_pid, sizeof main_pid, "MAINPID=%d", (int)pid);
	int error = say(service, "READY=1");
	return error == 0 ? say(service, main_pid) : error;
}

int op_relay_ready(struct context *ctx, const struct op_relay_ready *arg)
{
	int socket = slot_fd(ctx, arg->socket), process = slot_fd(ctx, arg->process);
	int service = slot_fd(ctx, arg->service), pid = slot_fd(ctx, arg->pid);
	if (socket < 0 || process < 0 || service < 0 || pid <= 0)
		return -EBADF;
	int error = await_ready(socket, process);
	if (error <= 0)
		return error;
	error = say_ready(service, pid);
	return error == 0 ? await_worked_off(service, arg->timeout) : error;
}
