/*
 * The text of a seccomp profile, one statement a line, words parted by one blank:
 *
 *   default ACTION [ERRNO]                     first, once: what a call without a rule meets
 *   arch NAME                                  x86_64, x86, x32, arm, aarch64, mips64n32, …: libseccomp's name;
 *                                              the native one is always in the filter; before any rule
 *   attr optimize|badarch VALUE                optimize: 1 (by priority) or 2 (binary tree), chosen by the
 *                                              number of rules otherwise; badarch: an ACTION
 *   strict                                     from here on, a system call that libseccomp does not know is an error
 *   rule ACTION ERRNO NAME [INDEX:OP:VALUE[:VALUE2]]…
 *
 * ACTION: KILL (a thread), KILL_THREAD, KILL_PROCESS, TRAP, ERRNO, TRACE, LOG, NOTIFY, ALLOW; ERRNO is
 * what ERRNO returns and TRACE tells its tracer, 0 elsewhere. OP: NE, LT, LE, EQ, GE, GT, MASKED_EQ (VALUE is the
 * mask, VALUE2 what remains under it). Conditions of one rule must all hold, unless two are on
 * the same INDEX: then each makes a rule of its own, as runc does. Numbers are decimal. A line is at
 * most 4094 bytes, an empty one is skipped.
 */
#ifndef PELAGOS_SECCOMP_PROFILE_H
#define PELAGOS_SECCOMP_PROFILE_H

#include <stdbool.h>
#include <stdint.h>

enum { PROFILE_CONDITIONS_MAX = 64, PROFILE_ARGUMENTS = 6, PROFILE_LINE_MAX = 4096 };

enum profile_statement {
	PROFILE_EMPTY,
	PROFILE_DEFAULT,
	PROFILE_ARCH,
	PROFILE_ATTRIBUTE,
	PROFILE_STRICT,
	PROFILE_RULE,
};

enum profile_action {
	ACTION_KILL_THREAD,
	ACTION_KILL_PROCESS,
	ACTION_TRAP,
	ACTION_ERRNO,
	ACTION_TRACE,
	ACTION_LOG,
	ACTION_NOTIFY,
	ACTION_ALLOW,
};

enum profile_operator { OP_NE, OP_LT, OP_LE, OP_EQ, OP_GE, OP_GT, OP_MASKED_EQ };

enum profile_attribute { ATTRIBUTE_OPTIMIZE, ATTRIBUTE_BADARCH };

struct profile_condition {
	uint32_t index;
	enum profile_operator op;
	uint64_t value;
	uint64_t value_two;
};

struct profile_line {
	enum profile_statement statement;
	enum profile_action action;
	/* The errno of the action; the value of attr optimize. */
	uint32_t number;
	enum profile_attribute attribute;
	/* The architecture or the system call; points into the line. */
	const char *name;
	uint32_t condition_count;
	struct profile_condition conditions[PROFILE_CONDITIONS_MAX];
};

/* Takes line apart (it is changed). Returns NULL, or what is wrong with it. */
const char *parse_profile_line(char *line, struct profile_line *out);

/* Whether two conditions are on one argument, so that they cannot be in one rule. */
bool repeats_argument(const struct profile_line *line);

#endif
