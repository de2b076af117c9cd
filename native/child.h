/* The one cloned child that a plan has at a time, and what both sides of the clone know of it. */
#ifndef PELAGOS_CHILD_H
#define PELAGOS_CHILD_H

#include "executor.h"

struct child {
	/* As the parent sees it; 0 before the clone and after it was reaped. */
	pid_t pid;
	/* The slot that clone filled, which continueInChild fills anew. */
	slot_t out;
	/* Its memory cgroup (empty: none), and how many processes of that had run out of it before. */
	const char *memory;
	int64_t memory_ends;
};

/* In the parent. */
struct child *cloned_child(void);

/* Waits at most timeout milliseconds for the child to end, reaps it and writes how it ended. */
int reap_child(struct context *ctx, int timeout, char *how, size_t size);

/* Takes over the child's successor: the pid, and its slot; reaps the one before. */
void adopt_child(struct context *ctx, pid_t pid);

/* In the child: says the failure to whoever waits, and ends. */
_Noreturn void end_child(struct context *ctx);

/*
 * In the child, where it is the first process of its pid namespace: the kernel drops signals that
 * such a process has no handler for, yet one that waits at the gate has to end by them as any other
 * does. Ignored ones stay ignored; execve(2) takes the handlers back, so that the program finds all
 * as the caller has left it.
 */
void end_by_signals(void);

/* How a process ended, as words: "exited with code 2", "was killed by signal 9 (Killed)…". */
void describe_end(int status, char *how, size_t size);

#endif
