/* Failures of waiting: each says how long it waited, for whom, and what that process is at. */
#ifndef PELAGOS_LATE_PROCESS_H
#define PELAGOS_LATE_PROCESS_H

#include "executor.h"

/* -ETIMEDOUT with the words; timeout: the milliseconds that were waited. */
int fail_late(struct context *ctx, pid_t pid, uint32_t timeout);

/* The same for a process descriptor. */
int fail_late_descriptor(struct context *ctx, int process, uint32_t timeout);

/* A timeout of a plan as poll(2) takes it; 0 is none. */
int poll_timeout(uint32_t timeout);

#endif
