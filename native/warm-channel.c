#include "warm-channel.h"

#include "ops.h"
#include "syscalls.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>

int read_identity(const char *planner, struct warm_identity *identity)
{
	static const char *const files[] = {"/proc/self/ns/mnt", "/proc/self/ns/pid", "/proc/self/ns/user",
					    "/proc/self/ns/cgroup"};
	struct stat status;
	*identity = (struct warm_identity){.plan_stamp = PLAN_STAMP};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		if (stat(files[i], &status) < 0)
			return -errno;
		identity->namespaces[i][0] = status.st_dev;
		identity->namespaces[i][1] = status.st_ino;
	}
	if (stat(planner, &status) < 0)
		return -errno;
	const uint64_t file[] = {status.st_dev,		    status.st_ino,
				 (uint64_t)status.st_size,  (uint64_t)status.st_ctim.tv_sec,
				 (uint64_t)status.st_ctim.tv_nsec, (uint64_t)status.st_mtim.tv_sec};
	memcpy(identity->planner, file, sizeof file);
	return 0;
}

int set_patience(int socket, uint32_t milliseconds)
{
	const struct timeval time = {milliseconds / 1000, (milliseconds % 1000) * 1000L};
	if (setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time) < 0 ||
	    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time) < 0)
		return -errno;
	return 0;
}

int send_all(int socket, const void *data, size_t size)
{
	for (const uint8_t *at = data; size > 0;) {
		ssize_t sent = RETRY(send(socket, at, size, MSG_NOSIGNAL));
		if (sent < 0)
			return (int)sent;
		at += sent;
		size -= (size_t)sent;
	}
	return 0;
}

int receive_all(int socket, void *data, size_t size)
{
	for (uint8_t *at = data; size > 0;) {
		ssize_t length = RETRY(recv(socket, at, size, MSG_WAITALL));
		if (length <= 0)
			return length < 0 ? (int)length : -ENODATA;
		at += length;
		size -= (size_t)length;
	}
	return 0;
}

int receive_head(int socket, struct frame_head *head)
{
	int error = receive_all(socket, head, sizeof *head);
	if (error == 0 && head->length > FRAME_LIMIT)
		error = -EBADMSG;
	return error;
}

int send_frame(int socket, uint32_t kind, const struct payload *payload)
{
	struct frame_head head = {(uint32_t)payload->used, kind};
	struct iovec parts[] = {{&head, sizeof head}, {payload->data, payload->used}};
	const struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
	ssize_t sent = RETRY(sendmsg(socket, &message, MSG_NOSIGNAL));
	if (sent < 0)
		return (int)sent;
	if ((size_t)sent < sizeof head)
		return -EIO;
	size_t done = (size_t)sent - sizeof head;
	return send_all(socket, payload->data + done, payload->used - done);
}

int make_payload(struct payload *payload)
{
	uint8_t *data = mmap(NULL, FRAME_LIMIT, PROT_READ | PROT_WRITE,
			     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	*payload = (struct payload){data, 0, FRAME_LIMIT};
	if (data != MAP_FAILED)
		return 0;
	payload->data = NULL;
	return -errno;
}

void free_payload(struct payload *payload)
{
	if (payload->data != NULL)
		munmap(payload->data, payload->room);
	payload->data = NULL;
}

uint8_t *payload_take(struct payload *payload, size_t size)
{
	if (size > payload->room - payload->used)
		return NULL;
	payload->used += size;
	return payload->data + payload->used - size;
}

int payload_u32(struct payload *payload, uint32_t value)
{
	return payload_bytes(payload, &value, sizeof value);
}

int payload_bytes(struct payload *payload, const void *data, size_t size)
{
	uint8_t *at = payload_take(payload, size);
	if (at == NULL)
		return -EMSGSIZE;
	memcpy(at, data, size);
	return 0;
}
