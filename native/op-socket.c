/* Handing a descriptor to the caller's socket (the console, a pidfd, the seccomp agent). */
#include "executor.h"
#include "syscalls.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

/* Readers take less than 4096 bytes, and no message without one. */
enum { PAYLOAD_SIZE = 4096 };

/* A listener whose queue is full would hang us for ever: EAGAIN behind this. */
static const struct timeval patience = {.tv_sec = 5};

static int connect_to(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	if (strlen(path) >= sizeof address.sun_path)
		return -ENAMETOOLONG;
	strcpy(address.sun_path, path);
	int socket_fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (socket_fd < 0)
		return -errno;
	(void)setsockopt(socket_fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
	int error = (int)RETRY(connect(socket_fd, (const struct sockaddr *)&address, sizeof address));
	if (error == 0)
		return socket_fd;
	close(socket_fd);
	return error;
}

/* The same by the descriptor of the directory, which makes any path short. */
static int connect_long(const char *path)
{
	char directory[PATH_MAX], by_descriptor[PATH_MAX];
	const char *name = strrchr(path, '/');
	size_t length = name == NULL ? 0 : (size_t)(name - path);
	if (name == NULL || length + 2 > sizeof directory)
		return -ENAMETOOLONG;
	memcpy(directory, path, length + 1);
	directory[length + 1] = '\0';
	int fd = (int)RETRY(open(directory, O_PATH | O_DIRECTORY | O_CLOEXEC));
	if (fd < 0)
		return fd;
	snprintf(by_descriptor, sizeof by_descriptor, "/proc/self/fd/%d/%.256s", fd, name + 1);
	int socket_fd = connect_to(by_descriptor);
	close(fd);
	return socket_fd;
}

int op_connect_socket(struct context *ctx, const struct op_connect_socket *arg)
{
	int fd = connect_to(arg->path);
	if (fd == -ENAMETOOLONG)
		fd = connect_long(arg->path);
	if (fd < 0)
		return fd;
	slot_set(ctx, arg->out, fd);
	return 0;
}

int op_send_fd(struct context *ctx, const struct op_send_fd *arg)
{
	union {
		char data[CMSG_SPACE(sizeof(int))];
		struct cmsghdr header;
	} control = {.data = {0}};
	char payload[PAYLOAD_SIZE];
	int socket_fd = slot_fd(ctx, arg->socket);
	int fd = slot_fd(ctx, arg->fd);
	if (socket_fd < 0 || fd < 0)
		return -EBADF;
	int error = format_text(ctx, &arg->payload, payload, sizeof payload);
	if (error != 0)
		return error;
	struct iovec part = {payload, strlen(payload)};
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = control.data,
				 .msg_controllen = sizeof control.data};
	control.header.cmsg_level = SOL_SOCKET;
	control.header.cmsg_type = SCM_RIGHTS;
	control.header.cmsg_len = CMSG_LEN(sizeof fd);
	memcpy(CMSG_DATA(&control.header), &fd, sizeof fd);
	if (part.iov_len == 0)
		return -EINVAL;
	ssize_t sent = RETRY(sendmsg(socket_fd, &message, MSG_NOSIGNAL));
	if (sent < 0)
		return (int)sent;
	return (size_t)sent == part.iov_len ? 0 : -EIO;
}
