#include "sync.h"

#include "held-signals.h"
#include "syscalls.h"

#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

_Static_assert(offsetof(struct packet, text) == PACKET_HEADER_SIZE, "no hole in a packet");

int sync_pair(int ends[static 2])
{
	const int on = 1;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
		return -errno;
	/* The kernel names the sender in the pid namespace of the receiver: the parent's. */
	if (setsockopt(ends[0], SOL_SOCKET, SO_PASSCRED, &on, sizeof on) == 0)
		return 0;
	int error = -errno;
	close(ends[0]);
	close(ends[1]);
	return error;
}

int sync_send(int sync, enum packet_kind kind, uint32_t point, int64_t value, const char *text)
{
	struct packet header = {.kind = kind, .point = point, .value = value};
	size_t length = strnlen(text, MESSAGE_SIZE - 1);
	struct iovec parts[] = {{&header, PACKET_HEADER_SIZE}, {(void *)(uintptr_t)text, length}};
	const struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
	if (sync < 0)
		return -ENOTCONN;
	ssize_t sent = RETRY(sendmsg(sync, &message, MSG_NOSIGNAL));
	return sent < 0 ? (int)sent : 0;
}

static pid_t sender_of(struct msghdr *message)
{
	struct cmsghdr *header = CMSG_FIRSTHDR(message);
	struct ucred credentials;
	if (header == NULL || header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_CREDENTIALS ||
	    header->cmsg_len < CMSG_LEN(sizeof credentials))
		return 0;
	memcpy(&credentials, CMSG_DATA(header), sizeof credentials);
	return credentials.pid;
}

int sync_check(struct packet *packet, size_t size)
{
	if (size < PACKET_HEADER_SIZE || size >= sizeof *packet)
		return -EBADMSG;
	packet->text[size - PACKET_HEADER_SIZE] = '\0';
	if (packet->kind < PACKET_READY || packet->kind > PACKET_SUCCESSOR)
		return -EBADMSG;
	return 0;
}

int sync_receive(int sync, struct packet *packet, pid_t *sender, int timeout)
{
	/* Room for credentials only: descriptors that somebody sends along are closed by the kernel. */
	union {
		char data[CMSG_SPACE(sizeof(struct ucred))];
		struct cmsghdr aligned;
	} control;
	struct iovec part = {packet, sizeof *packet};
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = control.data,
				 .msg_controllen = sizeof control.data};
	struct pollfd ends[] = {{sync, POLLIN, 0}, {heeded_signals(), POLLIN, 0}};
	if (sync < 0)
		return -ENOTCONN;
	int ready = (int)RETRY(poll(ends, 2, timeout));
	if (ready <= 0)
		return ready < 0 ? ready : -EAGAIN;
	if (ends[1].revents != 0)
		return -EINTR;
	ssize_t size = RETRY(recvmsg(sync, &message, MSG_CMSG_CLOEXEC));
	/* A child that died with our words unread resets the pair. */
	if (size == 0 || size == -ECONNRESET)
		return 0;
	if (size < 0)
		return (int)size;
	if (sender != NULL)
		*sender = sender_of(&message);
	if ((message.msg_flags & MSG_TRUNC) != 0)
		return -EBADMSG;
	return sync_check(packet, (size_t)size) == 0 ? 1 : -EBADMSG;
}

const char *log_level_name(uint32_t level)
{
	static const char *const names[] = {"debug", "info", "warning"};
	return level < LOG_LEVEL_COUNT ? names[level] : NULL;
}
