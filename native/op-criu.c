/*
 * The conversation with criu(8): a request, the moments that it tells of meanwhile, an answer. What
 * its messages say is in criu's rpc.proto; the request comes ready from the plan.
 */
#include "child.h"
#include "held-signals.h"
#include "output.h"
#include "run-track.h"
#include "scoped-fd.h"
#include "syscalls.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>

enum { MESSAGE_MAX = 64 * 1024, PATCH_SIZE = 5, END_MS = 10000, LOG_MAX = 16 << 20, LINE_MAX_SIZE = 512 };
/* criu_req_type */
enum { TYPE_RESTORE = 2, TYPE_NOTIFY = 6 };
enum { WIRE_VARINT = 0, WIRE_BYTES = 2 };

struct answer {
	uint64_t type;
	bool success;
	uint64_t pid;
	char script[32];
};

int op_packet_pair(struct context *ctx, const struct op_packet_pair *arg)
{
	int ends[2];
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
		return -errno;
	slot_set(ctx, arg->out, ends[0]);
	slot_set(ctx, arg->out_peer, ends[1]);
	return 0;
}

int op_place_fd(struct context *ctx, const struct op_place_fd *arg)
{
	int fd = slot_fd(ctx, arg->fd);
	if (!ctx->is_child || fd < 0 || fd == (int)arg->number)
		return -EBADF;
	return dup2(fd, (int)arg->number) < 0 ? -errno : 0;
}

int op_tell_ready(struct context *ctx, const struct op_tell_ready *arg)
{
	if (arg->fd < 3 || arg->fd >= 3 + ctx->preserved)
		return -EBADF;
	int error = write_once((int)arg->fd, "", 1);
	close((int)arg->fd);
	return error;
}

/* Reads a number of 7 bits a byte; false where the message ends in it. */
static bool read_varint(const uint8_t **at, const uint8_t *end, uint64_t *value)
{
	*value = 0;
	for (unsigned shift = 0; *at < end && shift < 64; shift += 7) {
		uint8_t byte = *(*at)++;
		*value |= (uint64_t)(byte & 0x7f) << shift;
		if ((byte & 0x80) == 0)
			return true;
	}
	return false;
}

/* The parts of criu_resp that matter: type 1, success 2, restore.pid 4.1, notify.script 5.1 and .pid 5.2. */
static void take_number(struct answer *answer, unsigned outer, unsigned field, uint64_t value)
{
	if (outer == 0 && field == 1)
		answer->type = value;
	else if (outer == 0 && field == 2)
		answer->success = value != 0;
	else if ((outer == 4 && field == 1) || (outer == 5 && field == 2))
		answer->pid = value;
}

static bool read_answer(const uint8_t *at, const uint8_t *end, unsigned outer, struct answer *answer)
{
	while (at < end) {
		uint64_t key, value;
		if (!read_varint(&at, end, &key) || !read_varint(&at, end, &value))
			return false;
		unsigned field = (unsigned)(key >> 3);
		if ((key & 7) == WIRE_VARINT) {
			take_number(answer, outer, field, value);
			continue;
		}
		if ((key & 7) != WIRE_BYTES || value > (size_t)(end - at))
			return false;
		if (outer == 5 && field == 1 && value < sizeof answer->script)
			memcpy(answer->script, at, value);
		if (outer == 0 && (field == 4 || field == 5) && !read_answer(at, at + value, field, answer))
			return false;
		at += value;
	}
	return true;
}

/* Sends the request with each patch (an offset and a slot) written in place, as a number of five bytes. */
static int send_request(const struct context *ctx, int socket, const struct op_criu_request *arg)
{
	size_t size = arg->request.length;
	uint8_t *data = mmap(NULL, size + 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (data == MAP_FAILED)
		return -errno;
	memcpy(data, arg->request.data, size);
	int error = 0;
	for (uint32_t i = 0; error == 0 && i + 1 < arg->patches.count; i += 2) {
		size_t at = arg->patches.items[i];
		int value = slot_fd(ctx, (slot_t)arg->patches.items[i + 1]);
		if (value < 0 || at + PATCH_SIZE > size)
			error = -EBADF;
		for (unsigned byte = 0; error == 0 && byte < PATCH_SIZE; byte++)
			data[at + byte] = (uint8_t)((((uint32_t)value >> (7 * byte)) & 0x7f) |
						    (byte < PATCH_SIZE - 1 ? 0x80 : 0));
	}
	if (error == 0)
		error = write_once(socket, data, size);
	munmap(data, size + 1);
	return error;
}

/* The next message: its size, 0 at the end, or a negative errno. fd: what came along, or -1. */
static ssize_t receive(int socket, uint8_t *data, int *fd)
{
	_Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int))];
	struct iovec part = {data, MESSAGE_MAX};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control,
				 .msg_controllen = sizeof control};
	struct pollfd ends[] = {{socket, POLLIN, 0}, {heeded_signals(), POLLIN, 0}};
	*fd = -1;
	if (RETRY(poll(ends, 2, -1)) > 0 && ends[1].revents != 0)
		return -EINTR;
	ssize_t size = RETRY(recvmsg(socket, &message, MSG_CMSG_CLOEXEC));
	struct cmsghdr *header = size > 0 ? CMSG_FIRSTHDR(&message) : NULL;
	if (header != NULL && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS &&
	    header->cmsg_len == CMSG_LEN(sizeof(int)))
		memcpy(fd, CMSG_DATA(header), sizeof(int));
	return size;
}

/* Runs what the plan has for the moment that criu tells of, and lets it go on. */
static int notified(struct context *ctx, int socket, const struct op_criu_request *arg,
		    const struct answer *answer, int *fd)
{
	/* criu_req: type NOTIFY, notify_success true. */
	static const uint8_t go_on[] = {0x08, TYPE_NOTIFY, 0x18, 0x01};
	int error = 0;
	if (strcmp(answer->script, "setup-namespaces") == 0) {
		slot_set(ctx, arg->out_pid, (int64_t)answer->pid);
		error = run_nested(ctx, &arg->namespaces);
	} else if (strcmp(answer->script, "post-restore") == 0) {
		slot_set(ctx, arg->out_pid, (int64_t)answer->pid);
		error = run_nested(ctx, &arg->restored);
		/* It is told of by now, and may get signals that are meant for it. */
		if (error == 0)
			stop_heeding();
	} else if (strcmp(answer->script, "orphan-pts-master") == 0 && *fd >= 0) {
		slot_take_fd(ctx, arg->out_terminal, fd);
		error = run_nested(ctx, &arg->terminal);
	} else if (strcmp(answer->script, "status-ready") == 0) {
		error = run_nested(ctx, &arg->ready);
	}
	return error != 0 ? error : write_once(socket, go_on, sizeof go_on);
}

/* The first line of the log that has the word Error, from there on: its length. */
static int first_error(const char *log, char line[static LINE_MAX_SIZE])
{
	line[0] = '\0';
	SCOPED_FD file = (int)RETRY(openat(AT_FDCWD, log, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC));
	off_t size = file < 0 ? 0 : lseek(file, 0, SEEK_END);
	if (size <= 0)
		return 0;
	size_t length = size > LOG_MAX ? LOG_MAX : (size_t)size;
	char *text = mmap(NULL, length, PROT_READ, MAP_PRIVATE, file, 0);
	if (text == MAP_FAILED)
		return 0;
	const char *at = memmem(text, length, "Error (", 7);
	size_t left = at == NULL ? 0 : length - (size_t)(at - text), used = 0;
	while (used < left && used < LINE_MAX_SIZE - 1 && at[used] != '\n') {
		line[used] = (unsigned char)at[used] < ' ' ? '?' : at[used];
		used++;
	}
	line[used] = '\0';
	munmap(text, length);
	return (int)used;
}

static int explain(struct context *ctx, const struct op_criu_request *arg, const char *how)
{
	char line[LINE_MAX_SIZE];
	if (first_error(arg->log, line) == 0)
		return fail_with(ctx, -ECHILD, "criu %s; its log is %s", how, arg->log);
	return fail_with(ctx, -ECHILD, "criu says: %s; its log is %s", line, arg->log);
}

/* Ends criu, which waits for more requests after some of them; what it restored becomes our child. */
static int dismiss(struct context *ctx, const struct op_criu_request *arg, const struct answer *answer)
{
	char how[256];
	struct child *child = cloned_child();
	int error = reap_child(ctx, END_MS, how, sizeof how);
	if (error != 0 || answer->type != TYPE_RESTORE)
		return error;
	if (answer->pid == 0)
		return explain(ctx, arg, "has restored no process");
	child->pid = (pid_t)answer->pid;
	child->out = arg->out_pid;
	slot_set(ctx, arg->out_pid, (int64_t)answer->pid);
	return 0;
}

int op_criu_request(struct context *ctx, const struct op_criu_request *arg)
{
	static uint8_t data[MESSAGE_MAX];
	SCOPED_FD socket = slot_fd(ctx, arg->socket);
	int error = socket < 0 ? socket : send_request(ctx, socket, arg);
	/* Of a criu that has ended the end is told, not that it could not be asked. */
	if (error != 0 && error != -EPIPE)
		return error;
	slot_set(ctx, arg->socket, -1);
	for (;;) {
		int received = -1;
		struct answer answer = {0};
		ssize_t size = receive(socket, data, &received);
		SCOPED_FD fd = received;
		if (size < 0 && size != -ECONNRESET)
			return (int)size;
		if (size <= 0)
			return explain(ctx, arg, "ended without an answer");
		if (!read_answer(data, data + size, 0, &answer))
			return explain(ctx, arg, "gave an answer that cannot be read");
		if (!answer.success)
			return explain(ctx, arg, "failed");
		if (answer.type != TYPE_NOTIFY) {
			shutdown(socket, SHUT_RDWR);
			return dismiss(ctx, arg, &answer);
		}
		error = notified(ctx, socket, arg, &answer, &fd);
		if (error != 0)
			return error;
	}
}
