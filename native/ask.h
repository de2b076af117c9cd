/* Asking the planner: a process of its own for one answer. */
#ifndef PELAGOS_ASK_H
#define PELAGOS_ASK_H

#include "plan-bytes.h"

#include <sys/types.h>

enum { COMPLAINT_SIZE = 5120 };

struct planner {
	char path[4096];
	/* The one asked last; 0 where none runs. */
	pid_t pid;
};

/* Finds the planner beside our own program: 0 or a negative errno. */
int find_planner(struct planner *planner);

/*
 * Spawns the planner with argv and reads its answer. meanwhile runs once between the two. After a
 * failure (-1) complaint holds a sentence; the planner may still be running after success.
 */
int ask_planner(struct planner *planner, char *const argv[], void (*meanwhile)(void),
		struct plan_bytes *answer, char complaint[static COMPLAINT_SIZE]);

/* Ends the planner asked last, which only reads, and reaps it. */
void dismiss_planner(struct planner *planner);

#endif
