/*
 * What every op gets, and what it gives back: 0, or a negative errno after which run_track() looks
 * at the op's rules and either goes on or fails the plan. An op writes to detail what errno cannot
 * say (a file system's own words, the component of a path, a program's last lines).
 */
#ifndef PELAGOS_EXECUTOR_H
#define PELAGOS_EXECUTOR_H

#include "ops.h"

#include <stdint.h>
#include <sys/types.h>

enum { DETAIL_SIZE = 4096, MESSAGE_SIZE = 8192 };

struct context {
	const struct plan *plan;
	/* One value a slot: a descriptor, a pid, a start time; -1 while it is empty. */
	int64_t *slots;
	/* The end of the SOCK_SEQPACKET pair to the other side of clone; -1 without one. */
	int sync;
	/* Descriptor on which a child that waits at the gate reports; -1 before the gate. */
	int result;
	bool is_child;
	/* The tracks of on_failure steps so far, run last first when a host step fails. */
	const struct track *undo[64];
	uint32_t undo_count;
	/* The log, opened before the first step; -1 without one. */
	int log;
	/* The soft RLIMIT_NOFILE is never changed; descriptors 3 … 2+preserved are the caller's. */
	uint32_t preserved;
	/* Kept by resolve_executable for execute. */
	char executable[4096];
	/* Kept by home for execute: "HOME=…", empty when the environment has its own. */
	char home[4096];
	/* Kept by own_pid for execute: "NAME=…", or empty. */
	char own_pid[64];
	char detail[DETAIL_SIZE];
	/* The program that the command line names, with its arguments; NULL where nobody has read it. */
	char *const *given_words;
	/* The child was told to execute its program, and has not said that it could not. */
	bool may_run;
	/* The exit code and words of a fail op; NULL otherwise. */
	const char *failure;
	/* The words of the failure are composed already, by the nested track in which it was. */
	bool told;
	/* The signal that the command line names; -1 where nobody has read it. */
	int given_signal;
	uint32_t exit_code;
	/* The exit code where no step fails: that of the child, where the plan waited for its end. */
	uint32_t success_code;
	/* The planner that made the plan; NULL without one. */
	struct planner *planner;
	/* A lock holder's plan that no longer fits what it found: ask the planner again. */
	bool stale;
	/* For --timing: the phases that have ended, and when the last one did; nanoseconds. */
	struct stamp {
		const char *phase;
		uint64_t took;
	} stamps[64];
	uint32_t stamp_count;
	uint64_t clock;
};

/* The directory of our own program, from which helpers are found; set by main(), empty if unknown. */
extern char executor_directory[4096];

/* How many descriptors from 3 up, without a gap, the caller gave us; set by main(). */
extern uint32_t caller_descriptors;

/* Each op's function: int op_NAME(struct context *, const struct op_NAME *). */
#define DECLARE_OP(code, name) int op_##name(struct context *ctx, const struct op_##name *arg);
EACH_OP(DECLARE_OP)
#undef DECLARE_OP

/* Runs ops until one fails; returns 0 or the negative errno of the op that failed (reported). */
int run_track(struct context *ctx, const struct track *track);

/* The value of a slot as a descriptor; -EBADF where it is empty or NO_SLOT. */
int slot_fd(const struct context *ctx, slot_t slot);
void slot_set(struct context *ctx, slot_t slot, int64_t value);

/* Writes the text, slots in decimal, to buffer; -ENAMETOOLONG where it does not fit. */
int format_text(const struct context *ctx, const struct text *text, char *buffer, size_t size);
/* The same for texts of any length, in the plan itself where it can stay there; free with free_text(). */
int expand_text(const struct context *ctx, const struct text *text, const char **data, size_t *length);
void free_text(const struct text *text, const char *data, size_t length);

/* Puts a formatted sentence part into ctx->detail and returns error unchanged. */
int fail_with(struct context *ctx, int error, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
