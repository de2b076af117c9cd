/* What /proc/PID/stat says of a process. */
#ifndef PELAGOS_PROCESS_STAT_H
#define PELAGOS_PROCESS_STAT_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct process_stat {
	/* At most 15 bytes of the program's name. */
	char comm[17];
	/* R, S, D, T, Z, X, … */
	char state;
	/* Clock ticks after the boot. */
	uint64_t start_time;
};

/* 0, -ESRCH for a process that is gone, or another negative errno. */
int read_process_stat(pid_t pid, struct process_stat *stat);

/* The same from the text of the file: 0, or -EPROTO for another text. */
int parse_process_stat(const char *text, struct process_stat *stat);

/* Writes who it is and what it is at: "17 (sleep, state D, in do_wait)"; the number where it is gone. */
void describe_process(pid_t pid, char *text, size_t size);

#endif
