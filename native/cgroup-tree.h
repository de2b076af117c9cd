/* What is in a cgroup and in the cgroups below it. */
#ifndef PELAGOS_CGROUP_TREE_H
#define PELAGOS_CGROUP_TREE_H

#include "executor.h"

/* The directory of a cgroup to read entries from: a descriptor or a negative errno. */
int open_cgroup(int parent, const char *name);

/*
 * Calls visit for each process in the cgroup and below (not for those outside our pid namespace,
 * whose number is 0): how many there are, or a negative errno. A cgroup that vanishes is empty.
 */
int visit_processes(int cgroup, void (*visit)(void *state, pid_t pid), void *state);

/* Fails with who is still in the cgroup and below: 0 where nobody is, or a negative errno. */
int fail_of_survivors(struct context *ctx, int cgroup, uint32_t timeout);

/* Removes the cgroups below: 0, -EBUSY while one is in use, or another negative errno. */
int remove_cgroups_below(int cgroup);

/* Time that passes while a cgroup empties: pauses that grow, within one limit. */
struct patience {
	int64_t limit_us;
	int64_t waited_us;
	int64_t pause_us;
};

struct patience patience_of(uint32_t milliseconds);

/* Pauses, longer each time: whether there was time left. */
int pause_patiently(struct patience *patience);

#endif
