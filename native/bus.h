/* A connection to a D-Bus socket, each wait of which ends at one deadline. */
#ifndef PELAGOS_BUS_H
#define PELAGOS_BUS_H

#include "bus-message.h"

enum { BUS_MESSAGE_LIMIT = 64 * 1024 };

struct bus {
	int fd;
	/* Milliseconds of CLOCK_MONOTONIC. */
	int64_t deadline;
	size_t used;
	/* The bytes of the message that bus_receive() returned last. */
	size_t taken;
	uint8_t data[BUS_MESSAGE_LIMIT];
};

/* Connects and authenticates: 0, or a negative errno (-EACCES: the other side does not know us). */
int bus_open(struct bus *bus, const char *path, uint32_t timeout);
void bus_close(struct bus *bus);

int bus_send(struct bus *bus, const void *data, size_t size);

/* The next message, which is good until the next call: 0, or a negative errno. */
int bus_receive(struct bus *bus, struct bus_message *message);

#endif
