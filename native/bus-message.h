/* Messages of D-Bus that come from the other side: read, never believed. */
#ifndef PELAGOS_BUS_MESSAGE_H
#define PELAGOS_BUS_MESSAGE_H

#include <stddef.h>
#include <stdint.h>

enum { BUS_HEAD_SIZE = 16, BUS_RETURN = 2, BUS_ERROR = 3, BUS_SIGNAL = 4 };

/* What is needed of a message. It points into the bytes that it was read from; no text is NULL. */
struct bus_message {
	uint8_t type;
	uint32_t reply_serial;
	const char *error_name;
	const char *member;
	const char *signature;
	const uint8_t *body;
	size_t body_size;
};

/* The size that the first BUS_HEAD_SIZE bytes of a message say: 0, or -EBADMSG. */
int bus_message_size(const uint8_t *head, size_t *size);

/* Reads a whole message of size bytes, little-endian: 0, or -EBADMSG. */
int bus_message_parse(const uint8_t *data, size_t size, struct bus_message *message);

/*
 * The argument of that number, where it is a text and those before it are texts or u32; an empty text
 * where it is not.
 */
const char *bus_message_text(const struct bus_message *message, unsigned int number);

#endif
