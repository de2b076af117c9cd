/* What a planner will ask of most calls, answered before it asks. */
#ifndef PELAGOS_FORESEE_H
#define PELAGOS_FORESEE_H

#include "warm-channel.h"

/*
 * Appends what src/host/foreseen.ts lists for these words, as far as it can be told without a planner:
 * kind, path and answer of each, and a zero behind the last. A guess, which only saves time. 0 or
 * -EMSGSIZE.
 */
int foresee(char *const words[], struct payload *request);

#endif
