/*
 * A copy of our own program in sealed memory. Whatever enters a container runs from it, so that no
 * container ever gets at the program on the host through /proc/PID/exe (CVE-2019-5736).
 */
#ifndef PELAGOS_SEALED_COPY_H
#define PELAGOS_SEALED_COPY_H

#include "plan-bytes.h"

#include <stdbool.h>
#include <stdint.h>

bool runs_sealed(void);

/* A descriptor of the copy, or a negative errno. */
int make_sealed_copy(void);

/* A descriptor of a file in memory with the plan, at its beginning; or a negative errno. */
int make_plan_file(const struct plan_bytes *plan);

/*
 * Becomes the copy, which gets the descriptors copy and answer (unless that is -1) and the caller's 3 … 2+preserved.
 * Returns only a negative errno.
 */
int become_sealed_copy(int copy, int answer, uint32_t preserved, char *const argv[]);

#endif
