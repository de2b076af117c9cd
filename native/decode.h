/* The plan's bytes (src/plan/encode.ts) as the values of plan-types.h. */
#ifndef PELAGOS_DECODE_H
#define PELAGOS_DECODE_H

#include "plan-types.h"

enum {
	/* Magic, stamp, total length. */
	PLAN_HEADER_SIZE = 12,
	PLAN_LIMIT = 256 * 1024 * 1024,
	PLAN_DEPTH_LIMIT = 4,
	PLAN_OP_LIMIT = 1024 * 1024,
	PLAN_SLOT_LIMIT = 0xffff,
};

/* The memory of one decoded plan: mappings that are never moved, given back as a whole. */
struct arena {
	struct arena_block *last;
	uint8_t *next;
	size_t left;
};

/* Memory for count items of size, zeroed and aligned to 8; NULL where there is none. */
void *arena_take(struct arena *arena, size_t count, size_t size);
void arena_free(struct arena *arena);

/* The total length that the header states; -EBADMSG for another magic, stamp or length. */
int64_t plan_length(const uint8_t header[static PLAN_HEADER_SIZE]);

/* 0, -EBADMSG for bytes that are no plan, -ENOMEM. The plan points into data, which must outlive it. */
int decode_plan(const uint8_t *data, size_t size, struct arena *arena, struct plan *plan);

/* Whether an op with this code is in the track or in a track nested in it. */
bool track_has(const struct track *track, uint32_t code);

#endif
