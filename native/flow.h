#ifndef PELAGOS_FLOW_H
#define PELAGOS_FLOW_H

#include "executor.h"

/* Writes the text to the descriptor, whole. */
int print_text(struct context *ctx, int fd, const struct text *text);

/*
 * Closes every descriptor that holds a lock. In a cloned child this leaves the lock to the parent;
 * kept open there, it would last as long as the child.
 */
void drop_locks(void);

/* The descriptor is about to be closed by its slot, and its number used anew. */
void forget_lock(int fd);

#endif
