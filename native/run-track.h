/* What main.c and the child of a clone share of running tracks. */
#ifndef PELAGOS_RUN_TRACK_H
#define PELAGOS_RUN_TRACK_H

#include "executor.h"

/* The words of the step that made run_track() fail. */
const char *failure_message(void);

/* run_track() within a step: a failure in it keeps its own words, whatever the rules of that step. */
int run_nested(struct context *ctx, const struct track *track);

/* Runs the tracks of the on_failure steps done so far, last first, whatever becomes of each op. */
void run_undo(struct context *ctx);

#endif
