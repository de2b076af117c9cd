/* Compiled seccomp programs, kept in files that only their owner can have written. */
#ifndef PELAGOS_SECCOMP_CACHE_H
#define PELAGOS_SECCOMP_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum {
	/* struct sock_filter, and BPF_MAXINSNS of them. */
	INSTRUCTION_SIZE = 8,
	INSTRUCTIONS_MAX = 4096,
	PROGRAM_SIZE_MAX = INSTRUCTION_SIZE * INSTRUCTIONS_MAX,
};

bool is_program_size(off_t size);

/* The program that is kept at the path, if nobody else can have written it; -1 otherwise. */
int open_kept_program(const char *path);

/*
 * Keeps the program at the path for the next time. Where its directory holds very many, the one that
 * was not read for longest goes. The cache is a gain only, so that nothing here is a failure.
 */
void keep_program(const char *path, const void *program, size_t size);

#endif
