#include "netlink.h"

#include "syscalls.h"

#include <string.h>
#include <sys/socket.h>

enum {
	NETLINK_ROUTE_FAMILY = 0,
	TYPE_ERROR = 2,
	TYPE_DONE = 3,
	ALIGNMENT = 4,
	/* The kernel never makes a dump's part larger than 32 KiB. */
	ANSWER_SIZE = 32 * 1024,
};

struct netlink_address {
	uint16_t family;
	uint16_t pad;
	uint32_t port;
	uint32_t groups;
};

static size_t aligned(size_t size)
{
	return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static struct netlink_header *header_of(struct netlink_request *request)
{
	return (struct netlink_header *)(void *)request->data;
}

int netlink_open(void)
{
	return result_of(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE_FAMILY));
}

void netlink_begin(struct netlink_request *request, uint16_t type, uint16_t flags, const void *body,
		   size_t size)
{
	memset(request, 0, sizeof *request);
	*header_of(request) = (struct netlink_header){
		.length = (uint32_t)(sizeof(struct netlink_header) + size),
		.type = type,
		.flags = flags | NETLINK_REQUEST,
		.sequence = 1,
	};
	memcpy(request->data + sizeof(struct netlink_header), body, size);
}

void netlink_add(struct netlink_request *request, uint16_t type, const void *value, size_t size)
{
	struct netlink_header *header = header_of(request);
	size_t at = aligned(header->length);
	size_t length = sizeof(struct netlink_attribute) + size;
	if (at + length > sizeof request->data) {
		request->overflow = true;
		return;
	}
	const struct netlink_attribute attribute = {.length = (uint16_t)length, .type = type};
	memcpy(request->data + at, &attribute, sizeof attribute);
	memcpy(request->data + at + sizeof attribute, value, size);
	header->length = (uint32_t)(at + length);
}

const struct netlink_attribute *netlink_next(const uint8_t *body, size_t length, size_t *at)
{
	if (*at + sizeof(struct netlink_attribute) > length)
		return NULL;
	const struct netlink_attribute *attribute = (const void *)(body + *at);
	if (attribute->length < sizeof *attribute || attribute->length > length - *at)
		return NULL;
	*at += aligned(attribute->length);
	return attribute;
}

enum { GO_ON = 1 };

/* 0 or a negative errno at the end of the conversation, GO_ON before. */
static int take_answer(const struct netlink_header *header, netlink_answer on_answer, void *state)
{
	const uint8_t *body = (const uint8_t *)(header + 1);
	size_t length = header->length - sizeof *header;
	int error = 0;
	if (header->type == TYPE_ERROR || header->type == TYPE_DONE) {
		if (length >= sizeof error)
			memcpy(&error, body, sizeof error);
		return error;
	}
	if ((header->flags & NETLINK_DUMP_INTERRUPTED) != 0)
		return -EAGAIN;
	error = on_answer == NULL ? 0 : on_answer(header->type, body, length, state);
	return error == 0 ? GO_ON : error;
}

static int read_answers(int socket, netlink_answer on_answer, void *state)
{
	static _Alignas(struct netlink_header) uint8_t buffer[ANSWER_SIZE];
	for (;;) {
		long size = RETRY(recv(socket, buffer, sizeof buffer, 0));
		if (size < 0)
			return (int)size;
		for (size_t at = 0; (size_t)size - at >= sizeof(struct netlink_header);) {
			const struct netlink_header *header = (const void *)(buffer + at);
			if (header->length < sizeof *header || header->length > (size_t)size - at)
				return -EBADMSG;
			int status = take_answer(header, on_answer, state);
			if (status != GO_ON)
				return status;
			at += aligned(header->length);
			if (at > (size_t)size)
				break;
		}
	}
}

int netlink_ask(int socket, struct netlink_request *request, netlink_answer on_answer, void *state)
{
	const struct netlink_address kernel = {.family = AF_NETLINK};
	const struct netlink_header *header = header_of(request);
	if (request->overflow)
		return -EMSGSIZE;
	long sent = RETRY(sendto(socket, request->data, header->length, 0, (const void *)&kernel, sizeof kernel));
	return sent < 0 ? (int)sent : read_answers(socket, on_answer, state);
}
