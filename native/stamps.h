/* How long each phase of a plan took, where --timing asks for it. */
#ifndef PELAGOS_STAMPS_H
#define PELAGOS_STAMPS_H

#include "executor.h"

/* Nanoseconds of CLOCK_MONOTONIC. */
uint64_t monotonic_now(void);

/* A line for each phase that the plan has noted; nothing where it notes none. */
void tell_stamps(const struct context *ctx);

#endif
