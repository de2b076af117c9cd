/* Whether a process ended for want of memory, told by the files of its cgroup. */
#ifndef PELAGOS_MEMORY_END_H
#define PELAGOS_MEMORY_END_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How many processes of the cgroup (of either version) the kernel has ended so far; -1 where it does not say. */
int64_t count_memory_ends(const char *cgroup);

/*
 * Writes the limit of the memory cgroup, the most that it has used, and what is enough to start;
 * false where the kernel has ended no process of it since there were before.
 */
bool explain_memory_end(const char *cgroup, int64_t before, char *how, size_t size);

#endif
