/* Writing to descriptors that others read: never stopped by a signal, never half done unnoticed. */
#ifndef PELAGOS_OUTPUT_H
#define PELAGOS_OUTPUT_H

#include <stddef.h>

/*
 * Writes all of data: 0 or a negative errno. A reader that is gone is -EPIPE and no SIGPIPE, whose
 * disposition is never changed: the container inherits it.
 */
int write_all(int fd, const void *data, size_t size);

/* The same with one write(2); a short write is -EIO. */
int write_once(int fd, const void *data, size_t size);

/* write_all() to a file, which raises no SIGPIPE: one system call instead of four. */
int write_file(int fd, const void *data, size_t size);

#endif
