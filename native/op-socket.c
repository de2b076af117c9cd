/* Handing a descriptor to the caller's socket (the console, a pidfd, the seccomp agent). */
#include "executor.h"
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
