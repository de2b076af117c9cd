/*
 * Why execve(2) failed, as far as the file itself tells: the errno of a missing interpreter is that
 * of a missing file, and that of a program for another machine says nothing at all.
 */
#ifndef PELAGOS_WHY_EXEC_FAILED_H
#define PELAGOS_WHY_EXEC_FAILED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { EXECUTABLE_HEAD_SIZE = 4096, INTERPRETER_SIZE = 256 };

enum executable_kind { EXECUTABLE_EMPTY, EXECUTABLE_SCRIPT, EXECUTABLE_ELF, EXECUTABLE_OTHER };

/* What the first bytes of a file say about how the kernel would run it. */
struct executable_head {
	enum executable_kind kind;
	/* Of a script, or the loader of an ELF program; empty without one. */
	char interpreter[INTERPRETER_SIZE];
	/* The #! line ends with a carriage return, which becomes part of the interpreter's name. */
	bool carriage_return;
	/* e_machine; 0 where it is not an ELF file. */
	uint32_t machine;
};

void read_executable_head(const uint8_t *data, size_t length, struct executable_head *head);

/* The name of an ELF machine, or NULL. */
const char *machine_name(uint32_t machine);

/* Writes what is wrong with the file at path, after execve(2) failed with error; "" where nothing
 * is found. Opens nothing but regular files, and never blocks. */
void why_exec_failed(int error, const char *path, char *why, size_t size);

#endif
