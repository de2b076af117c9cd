/* Addresses of AF_UNIX sockets, and descriptors sent over them. */
#ifndef PELAGOS_UNIX_SOCKET_H
#define PELAGOS_UNIX_SOCKET_H

#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>

struct unix_address {
	struct sockaddr_un name;
	socklen_t size;
	/* That of the directory, which makes any path short; -1 where it is not needed. */
	int directory;
};

/* The address of a path, or behind an @ of a name in the abstract namespace: 0 or a negative errno. */
int find_address(const char *path, struct unix_address *address);

void release_address(struct unix_address *address);

/* A socket of that kind, which waits at most a few seconds to send: it, or a negative errno. */
int patient_socket(int kind);

/* connect(2) of a new socket of that kind (SOCK_STREAM, SOCK_DGRAM): it, or a negative errno. */
int connect_socket(int kind, const char *path);

/* Sends one message with the descriptor: 0 or a negative errno. */
int send_with_fd(int socket, const void *payload, size_t size, int fd);

/*
 * Receives exactly size bytes and the descriptor that came with them: it, or a negative errno, -EBADMSG
 * where there was none.
 */
int receive_with_fd(int socket, void *payload, size_t size);

#endif
