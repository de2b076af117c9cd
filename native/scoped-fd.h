/* Descriptors that close themselves when their variable goes out of scope. */
#ifndef PELAGOS_SCOPED_FD_H
#define PELAGOS_SCOPED_FD_H

#include "executor.h"

#include <errno.h>
#include <unistd.h>

static inline void close_scoped_fd(const int *fd)
{
	int saved = errno;
	if (*fd >= 0)
		close(*fd);
	errno = saved;
}

#define SCOPED_FD __attribute__((cleanup(close_scoped_fd))) int

/* Takes the descriptor out of its scope. */
static inline int release_fd(int *fd)
{
	int released = *fd;
	*fd = -1;
	return released;
}

/* Closes the descriptor that is in the slot. */
static inline void slot_close(struct context *ctx, slot_t slot)
{
	close(slot_fd(ctx, slot));
	slot_set(ctx, slot, -1);
}

/* Moves the descriptor into the slot; without a slot it is closed. */
static inline void slot_take_fd(struct context *ctx, slot_t slot, int *fd)
{
	if (slot != NO_SLOT)
		slot_set(ctx, slot, release_fd(fd));
}

#endif
