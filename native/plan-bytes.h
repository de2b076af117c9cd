/* The bytes of a plan, as they come from a planner or from the executor before us. */
#ifndef PELAGOS_PLAN_BYTES_H
#define PELAGOS_PLAN_BYTES_H

#include <stddef.h>
#include <stdint.h>

struct plan_bytes {
	uint8_t *data;
	size_t size;
};

/*
 * Reads one plan from fd into memory of its own and stops at its end. -ENODATA: the end came before;
 * -EBADMSG: no plan of ours; other errnos from read(2) and mmap(2).
 */
int read_plan(int fd, struct plan_bytes *plan);

/*
 * Reads the frame that follows a plan (FRAME_LATER) into memory of its own, of at most limit bytes:
 * -ETIMEDOUT where it is not there within timeout milliseconds, else as above. An empty one has no data.
 */
int read_later(int fd, size_t limit, uint32_t timeout, struct plan_bytes *later);
void free_plan(struct plan_bytes *plan);

#endif
