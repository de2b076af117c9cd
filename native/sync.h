/*
 * What parent and child of a clone say to each other over their SOCK_SEQPACKET pair. The parent
 * believes nothing: after the credentials phase the child has fewer rights than it.
 */
#ifndef PELAGOS_SYNC_H
#define PELAGOS_SYNC_H

#include "executor.h"

enum packet_kind {
	/* Child: reached point; value is handed over. */
	PACKET_READY = 1,
	/* Parent: go on past point. */
	PACKET_GO,
	/* Child: failed; text says why, value is the exit code. */
	PACKET_FAIL,
	/* Child: a record for the log; point is the level. */
	PACKET_LOG,
	/* The child's successor, by its first word: the sender of this packet is the child now. */
	PACKET_SUCCESSOR,
};

enum log_level { LOG_LEVEL_DEBUG, LOG_LEVEL_INFO, LOG_LEVEL_WARNING, LOG_LEVEL_COUNT };

struct packet {
	uint32_t kind;
	uint32_t point;
	int64_t value;
	/* Always ends with NUL once received. */
	char text[MESSAGE_SIZE];
};

enum { PACKET_HEADER_SIZE = 16 };

/* Makes the pair: ends[0] for the parent, which learns the sender of each packet, ends[1] for the child. */
int sync_pair(int ends[static 2]);

int sync_send(int sync, enum packet_kind kind, uint32_t point, int64_t value, const char *text);

/*
 * Waits for a packet: 1, 0 at the end of file, or a negative errno (EBADMSG: no packet of ours;
 * EAGAIN after timeout milliseconds, -1: never). sender, where not NULL, is the pid that sent it.
 */
int sync_receive(int sync, struct packet *packet, pid_t *sender, int timeout);

/* Checks what was received, before anything of it is used: 0 or -EBADMSG. */
int sync_check(struct packet *packet, size_t size);

/* The name of a log level; NULL beyond the last. */
const char *log_level_name(uint32_t level);

#endif
