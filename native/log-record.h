/* The log: one record a line, in the formats that clients of a container runtime read. */
#ifndef PELAGOS_LOG_RECORD_H
#define PELAGOS_LOG_RECORD_H

#include "plan-types.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Opens path to append to, or connects to the socket of a log daemon: a descriptor or a negative
 * errno. A FIFO without a reader is ENXIO. /dev/stderr is the standard error as it is.
 */
int log_open(const char *path, enum log_form form);

bool log_is_stderr(const char *path);

/* Appends one record by one write(2), since several processes share the file. */
int log_append(int log, const struct log_style *style, const char *level, const char *message);

/* The record for a time that is already text; returns its length, cut to size. */
size_t log_format(char *record, size_t size, bool json, const char *level, const char *message,
		  const char *time);

/* The datagram for the journal or for syslog(3); returns its length. A message that is too long is cut. */
size_t daemon_format(char *record, size_t size, const struct log_style *style, const char *level,
		     const char *message);

/* message with control characters but newline and tab as \xNN: a terminal must not obey them. */
size_t plain_format(char *line, size_t size, const char *message);

#endif
