#include "bus.h"

#include "syscalls.h"
#include "unix-socket.h"

#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

static int64_t now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static int await(const struct bus *bus, short events)
{
	struct pollfd entry = {.fd = bus->fd, .events = events};
	for (;;) {
		int64_t left = bus->deadline - now();
		if (left <= 0)
			return -ETIMEDOUT;
		int count = poll(&entry, 1, (int)left);
		if (count > 0)
			return 0;
		if (count < 0 && errno != EINTR)
			return -errno;
	}
}

int bus_send(struct bus *bus, const void *data, size_t size)
{
	const uint8_t *at = data;
	while (size > 0) {
		long sent = RETRY(send(bus->fd, at, size, MSG_NOSIGNAL | MSG_DONTWAIT));
		if (sent == -EAGAIN)
			sent = await(bus, POLLOUT);
		if (sent < 0)
			return (int)sent;
		at += sent;
		size -= (size_t)sent;
	}
	return 0;
}

/* Reads what there is, at least one byte. */
static int fill(struct bus *bus)
{
	for (;;) {
		long size = RETRY(recv(bus->fd, bus->data + bus->used, sizeof bus->data - bus->used,
				       MSG_DONTWAIT));
		if (size == 0)
			return -ECONNRESET;
		if (size > 0) {
			bus->used += (size_t)size;
			return 0;
		}
		int error = size == -EAGAIN ? await(bus, POLLIN) : (int)size;
		if (error < 0)
			return error;
	}
}

/* The other side's next line, without its end; NULL where there is none yet. */
static char *next_line(struct bus *bus)
{
	char *line = (char *)bus->data + bus->taken;
	char *end = memchr(line, '\n', bus->used - bus->taken);
	if (end == NULL)
		return NULL;
	*end = '\0';
	bus->taken += (size_t)(end + 1 - line);
	return line;
}

/*
 * EXTERNAL without an identity: the kernel tells the other side who we are. An identity of our own
 * would be the wrong one in a user namespace.
 */
static int authenticate(struct bus *bus)
{
	static const char hello[] = "\0AUTH EXTERNAL\r\nDATA\r\n", begin[] = "BEGIN\r\n";
	int error = bus_send(bus, hello, sizeof hello - 1);
	while (error == 0) {
		const char *line = next_line(bus);
		if (line == NULL) {
			error = bus->used == sizeof bus->data ? -EBADMSG : fill(bus);
		} else if (strncmp(line, "OK ", 3) == 0) {
			bus->used = bus->taken = 0;
			return bus_send(bus, begin, sizeof begin - 1);
		} else if (strncmp(line, "DATA", 4) != 0) {
			error = strncmp(line, "REJECTED", 8) == 0 ? -EACCES : -EBADMSG;
		}
	}
	return error;
}

int bus_open(struct bus *bus, const char *path, uint32_t timeout)
{
	bus->deadline = now() + timeout;
	bus->used = bus->taken = 0;
	bus->fd = connect_socket(SOCK_STREAM, path);
	return bus->fd < 0 ? bus->fd : authenticate(bus);
}

void bus_close(struct bus *bus)
{
	if (bus->fd >= 0)
		close(bus->fd);
	bus->fd = -1;
}

static int fill_to(struct bus *bus, size_t size)
{
	int error = 0;
	while (error == 0 && bus->used < size)
		error = fill(bus);
	return error;
}

int bus_receive(struct bus *bus, struct bus_message *message)
{
	size_t size = BUS_HEAD_SIZE;
	bus->used -= bus->taken;
	memmove(bus->data, bus->data + bus->taken, bus->used);
	bus->taken = 0;
	int error = fill_to(bus, BUS_HEAD_SIZE);
	if (error == 0)
		error = bus_message_size(bus->data, &size);
	if (error == 0 && size > sizeof bus->data)
		error = -EMSGSIZE;
	if (error == 0)
		error = fill_to(bus, size);
	if (error < 0)
		return error;
	bus->taken = size;
	return bus_message_parse(bus->data, size, message);
}
