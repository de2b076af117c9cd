#ifndef PELAGOS_SMALL_FILE_H
#define PELAGOS_SMALL_FILE_H

#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Reads the host's file path below directory (or AT_FDCWD) as text that ends with NUL: its length,
 * cut to size - 1, or a negative errno.
 */
int read_small_file(int directory, const char *path, char *text, size_t size);

/* Writes text to an existing file of a kernel file system with one write(2): 0 or a negative errno. */
int write_small_file(int directory, const char *path, const char *text, size_t size);

/* Whether the file, which is small, has that line; not where path is empty or cannot be read. */
bool has_line(const char *path, const char *line);

#endif
