/*
 * The little of rtnetlink that a network device needs to be moved: one request, its answers. The
 * structs and numbers are the kernel's binary interface, under names of our own because the musl
 * tool chain comes without kernel headers.
 */
#ifndef PELAGOS_NETLINK_H
#define PELAGOS_NETLINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	NETLINK_REQUEST = 0x1,
	NETLINK_ACK = 0x4,
	NETLINK_DUMP = 0x300,
	NETLINK_CREATE = 0x400,
	NETLINK_EXCLUSIVE = 0x200,
	NETLINK_DUMP_INTERRUPTED = 0x10,
	NETLINK_MESSAGE_SIZE = 1024,
};

struct netlink_header {
	uint32_t length;
	uint16_t type;
	uint16_t flags;
	uint32_t sequence;
	uint32_t port;
};

struct netlink_attribute {
	uint16_t length;
	uint16_t type;
};

/* A request under construction; an attribute that does not fit makes it fail when it is sent. */
struct netlink_request {
	bool overflow;
	_Alignas(struct netlink_header) uint8_t data[NETLINK_MESSAGE_SIZE];
};

/* The body of one answer, behind its header. */
typedef int (*netlink_answer)(uint16_t type, const uint8_t *body, size_t length, void *state);

/* An rtnetlink socket of the current network namespace, or a negative errno. */
int netlink_open(void);

/* Begins a request whose fixed part is the struct of size bytes at body. */
void netlink_begin(struct netlink_request *request, uint16_t type, uint16_t flags, const void *body,
		   size_t size);
void netlink_add(struct netlink_request *request, uint16_t type, const void *value, size_t size);

/* Sends it and gives each answer to on_answer (may be NULL) until the acknowledgement or the end of
 * the dump: 0, the kernel's negative errno, or what on_answer returned other than 0. */
int netlink_ask(int socket, struct netlink_request *request, netlink_answer on_answer, void *state);

/* The next attribute at *at, or NULL at the end of the body. */
const struct netlink_attribute *netlink_next(const uint8_t *body, size_t length, size_t *at);

static inline const void *netlink_value(const struct netlink_attribute *attribute)
{
	return attribute + 1;
}

static inline size_t netlink_value_size(const struct netlink_attribute *attribute)
{
	return attribute->length - sizeof *attribute;
}

#endif
