/*
 * The procfs of the process itself, where no descriptor of a private one is at hand: before the
 * pivot, /proc is that of the caller, and it is used only after fstatfs(2) said that it is procfs.
 */
#ifndef PELAGOS_PROCFS_H
#define PELAGOS_PROCFS_H

#include <stddef.h>

/* Opens /proc as O_PATH; -EXDEV where something else is mounted there. */
int open_own_proc(void);

/* 0 where the descriptor is on procfs, else -EXDEV. */
int check_procfs(int fd);

/*
 * Writes "PID/…" to path, PID being the number of the caller as this procfs shows it: that of a
 * procfs of another pid namespace is not getpid(2).
 */
int own_proc_path(int proc, char *path, size_t size, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

#endif
