/* Which part of a path stands in the way, in words: an errno never names it. */
#ifndef PELAGOS_BLOCKED_PATH_H
#define PELAGOS_BLOCKED_PATH_H

#include "executor.h"

/*
 * Writes which component of path does not exist, is no directory, or may not be searched by this
 * user; false where none does, or where path itself is what is missing.
 */
bool explain_blocked_path(const char *path, char *why, size_t size);

/* Fails with error and what stands in the way to path, where something does. */
int fail_blocked(struct context *ctx, const char *path, int error);

#endif
