/* Handing a descriptor over a socket: to the caller's (the console, a pidfd, the seccomp agent) or our own. */
#include "executor.h"
#include "relay.h"
#include "syscalls.h"
#include "unix-socket.h"

#include <string.h>

/* Readers take less than 4096 bytes, and no message without one. */
enum { PAYLOAD_SIZE = 4096 };

int op_connect_socket(struct context *ctx, const struct op_connect_socket *arg)
{
	int fd = connect_socket(arg->datagrams ? SOCK_DGRAM : SOCK_STREAM, arg->path);
	if (fd < 0)
		return fd;
	slot_set(ctx, arg->out, fd);
	return 0;
}

int op_send_fd(struct context *ctx, const struct op_send_fd *arg)
{
	char payload[PAYLOAD_SIZE];
	int socket_fd = slot_fd(ctx, arg->socket);
	int fd = slot_fd(ctx, arg->fd);
	if (socket_fd < 0 || fd < 0)
		return -EBADF;
	int error = format_text(ctx, &arg->payload, payload, sizeof payload);
	if (error != 0)
		return error;
	size_t size = strlen(payload);
	return size == 0 ? -EINVAL : send_with_fd(socket_fd, payload, size, fd);
}

int op_socket_pair(struct context *ctx, const struct op_socket_pair *arg)
{
	int ends[2];
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return -errno;
	slot_set(ctx, arg->out_sender, ends[0]);
	slot_set(ctx, arg->out_receiver, ends[1]);
	return 0;
}

int op_take_terminal(struct context *ctx, const struct op_take_terminal *arg)
{
	union {
		char data[CMSG_SPACE(sizeof(int))];
		struct cmsghdr header;
	} control = {.data = {0}};
	char payload[PAYLOAD_SIZE];
	int master = -1;
	int socket_fd = slot_fd(ctx, arg->socket);
	if (socket_fd < 0)
		return socket_fd;
	struct iovec part = {payload, sizeof payload};
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = control.data,
				 .msg_controllen = sizeof control.data};
	/* Whoever sends it has said that it has. */
	ssize_t length = RETRY(recvmsg(socket_fd, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT));
	if (length < 0)
		return (int)length;
	const struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	if (header == NULL || header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS)
		return -EPROTO;
	memcpy(&master, CMSG_DATA(header), sizeof master);
	copy_window_size(master);
	keep_newlines(master);
	slot_set(ctx, arg->out, master);
	return 0;
}
