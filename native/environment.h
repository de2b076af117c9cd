#ifndef PELAGOS_ENVIRONMENT_H
#define PELAGOS_ENVIRONMENT_H

#include "executor.h"

/* Adds variable (NAME=value) to env, a mapping of its own, in place of another value of it. */
int put_variable(struct strings *env, const char *variable);

/* Adds what the op home has found, where env has no HOME or an empty one. */
int add_home(const struct context *ctx, struct strings *env);

#endif
