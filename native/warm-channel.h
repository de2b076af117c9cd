/* What an executor and the warm planner's server say to each other (src/host/warm-protocol.ts). */
#ifndef PELAGOS_WARM_CHANNEL_H
#define PELAGOS_WARM_CHANNEL_H

#include "warm-protocol.h"

#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>

/* FRAME_LIMIT: more than any request or plan that is worth a socket. */
enum { FRAME_LIMIT = 16 << 20 };

/*
 * Who speaks: its namespaces (mount, pid, user, cgroup), and the planner that it would spawn, as the
 * file that it is: another build is another file. Compared as bytes; nobody lies, who may connect here
 * may act as us anyway, but accidents happen.
 */
struct warm_identity {
	uint64_t plan_stamp;
	uint64_t namespaces[4][2];
	uint64_t planner[6];
};

struct frame_head {
	uint32_t length, kind;
};

/* Bytes to be sent, in memory of their own. */
struct payload {
	uint8_t *data;
	size_t used, room;
};

/* Of this process, and of a planner by its path: 0 or a negative errno. */
int read_identity(const char *planner, struct warm_identity *identity);

/* Waits for each receive and send on the socket at most so long. */
int set_patience(int socket, uint32_t milliseconds);

/* Sends or receives exactly size bytes: 0 or a negative errno, -ENODATA where the other side has left. */
int send_all(int socket, const void *data, size_t size);
int receive_all(int socket, void *data, size_t size);

/* Receives a head: 0, or a negative errno, -EBADMSG where its length is no frame's. */
int receive_head(int socket, struct frame_head *head);
int send_frame(int socket, uint32_t kind, const struct payload *payload);

/* Room for FRAME_LIMIT bytes, of which only those used take memory. */
int make_payload(struct payload *payload);
void free_payload(struct payload *payload);

/* The next size bytes; NULL where there is no room left. */
uint8_t *payload_take(struct payload *payload, size_t size);
/* -EMSGSIZE where there is no room left. */
int payload_u32(struct payload *payload, uint32_t value);
int payload_bytes(struct payload *payload, const void *data, size_t size);

#endif
