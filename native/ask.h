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

/* Spawns the planner with argv: a descriptor of its answer to come, or -1 and a sentence in complaint. */
int ask_planner(struct planner *planner, char *const argv[], char complaint[static COMPLAINT_SIZE]);

/*
 * Reads the answer of the planner, which may still be running afterwards, and closes fd. After a
 * failure (-1) complaint holds a sentence.
 */
int take_answer(struct planner *planner, int fd, struct plan_bytes *answer,
		char complaint[static COMPLAINT_SIZE]);

/* Ends the planner asked last, which only reads, and reaps it. */
void dismiss_planner(struct planner *planner);

#endif
