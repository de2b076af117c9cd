/* Asking the planner: a process of its own for one answer. */
#ifndef PELAGOS_ASK_H
#define PELAGOS_ASK_H

#include "plan-bytes.h"

#include <stdbool.h>
#include <sys/types.h>

enum { COMPLAINT_SIZE = 5120, ENVIRONMENT_SIZE = 64 };

/* What a planner is asked, whichever it is. */
struct question {
	char *const *argv;
	/* What it may see of the environment; the first is for an engine that is started. */
	char *env[ENVIRONMENT_SIZE];
	/* Our working directory, absolute; empty where it has no path. */
	char directory[4096];
	/* With --timing it hears when it was asked: it cannot know by itself. */
	char asked_at[40];
};

struct planner {
	char path[4096];
	/* The one asked last; 0 where none runs. */
	pid_t pid;
	/* Whether that is the quick one, which leaves to the other what it cannot answer. */
	bool is_quick;
	/*
	 * Where a frame follows its plan (FRAME_LATER); -1 where nothing is to be read. Of a warm one it is the
	 * connection to its server, and there before the plan is.
	 */
	int rest;
};

/* Finds the planner beside our own program, asked by nobody yet: 0 or a negative errno. */
int find_planner(struct planner *planner);

/*
 * Asks a warm planner, or else spawns the quick one or the other with argv: a descriptor of the answer to come, or -1 and a
 * sentence in complaint.
 */
int ask_planner(struct planner *planner, char *const argv[], char complaint[static COMPLAINT_SIZE]);

/*
 * Reads the plan of the planner, which may still be running afterwards, and keeps fd as the rest of its
 * answer, or closes it. Where a warm
 * or a quick one has none, spawns another with argv, if that is not NULL. After a failure (-1) complaint holds a
 * sentence.
 */
int take_answer(struct planner *planner, char *const argv[], int fd, struct plan_bytes *answer,
		char complaint[static COMPLAINT_SIZE]);

/*
 * Starts the program at the absolute path with argv, env and fd as its descriptor 3, to end with us: its pid or
 * a negative errno. at_root: in the root directory.
 */
pid_t start_planner(const char *path, char *const argv[], char *const env[], int fd, bool at_root);

/* Nothing more is wanted of the answer. planner may be NULL. */
void close_rest(struct planner *planner);

/* Ends the planner asked last, which only reads, and reaps it. */
void dismiss_planner(struct planner *planner);

#endif
