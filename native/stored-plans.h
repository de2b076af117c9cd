/* The plans that create has stored beside a container for the verbs to come (src/runtime/stored-plans.ts). */
#ifndef PELAGOS_STORED_PLANS_H
#define PELAGOS_STORED_PLANS_H

#include "plan-bytes.h"

/* A checksum is before what the planner has written. */
enum { CHECKSUM_SIZE = 8, STORED_PLANS_LIMIT = 256 * 1024 + CHECKSUM_SIZE };

/*
 * Finds the plan for command in the bytes of the file of a container that is in directory: 0, -EBADMSG
 * for a file that is torn or of another version or place, -ENOENT for a command without a plan. The
 * plan points into data.
 */
int find_stored_plan(uint8_t *data, size_t size, const char *directory, const char *command,
		     struct plan_bytes *plan);

/*
 * Reads the file plans of directory into buffer, and finds the plan for command in it. Only a file that
 * nobody but us may write is read, below a directory that only we and root may change (-EPERM).
 */
int read_stored_plan(const char *directory, const char *command,
		     uint8_t buffer[static STORED_PLANS_LIMIT], struct plan_bytes *plan);

#endif
