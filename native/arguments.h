/* The command line, as far as a stored plan serves it; whatever else there is, is the planner's. */
#ifndef PELAGOS_ARGUMENTS_H
#define PELAGOS_ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>

struct arguments {
	/* The state directory of the container: absolute, without the names that say nothing. */
	char directory[4096];
	/* The verb, and behind it each flag that makes another plan: "delete --force". */
	char command[64];
	/* Empty: none. */
	char log_path[4096];
	bool log_json;
	/* -1 where the verb takes none. */
	int signal;
	/* Of a program, with NULL behind them; NULL where the verb takes none. */
	char *const *words;
};

/*
 * Reads the words behind the program's name: whether a stored plan may serve them. Every word that the
 * planner would refuse, and every one whose meaning only it knows, makes this false.
 */
bool read_arguments(char *const words[], struct arguments *arguments);

/*
 * src/lib/absolute-path.ts: path below the current directory, without `.` and needless slashes; false
 * where it is too long.
 */
bool absolute_path(const char *path, char *absolute, size_t size);

/* Whether one of the words is a verb whose plan makes a process. A guess, which only saves time. */
bool may_clone(char *const words[]);

#endif
