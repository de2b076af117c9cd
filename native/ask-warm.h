/* Asking a warm planner, over the socket of one that serves this user. */
#ifndef PELAGOS_ASK_WARM_H
#define PELAGOS_ASK_WARM_H

#include "ask.h"

/*
 * Asks the same planner program as the one at path. The connection to the server, and in planner the
 * socket on which the answer has to be heard; or a negative errno, for whatever reason: a planner has to be
 * spawned.
 */
int ask_warm_planner(const char *path, const struct question *question, int *planner);

/* Answers what the planner asks, until it has the plan: 0 or a negative errno, as before. */
int hear_warm_planner(int server, int planner, struct plan_bytes *answer);

#endif
