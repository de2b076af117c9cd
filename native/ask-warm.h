/* Asking a warm planner, over the socket of one that serves this user. */
#ifndef PELAGOS_ASK_WARM_H
#define PELAGOS_ASK_WARM_H

#include "plan-bytes.h"

/*
 * Asks for the plan for argv, of the same planner program as the one at path; env: what it may see.
 * The connection to the server, and in planner the socket on which the answer has to be heard; or a
 * negative errno, for whatever reason: a planner has to be spawned.
 */
int ask_warm_planner(const char *path, char *const argv[], char *const env[], int *planner);

/* Answers what the planner asks, until it has the plan: 0 or a negative errno, as before. */
int hear_warm_planner(int server, int planner, struct plan_bytes *answer);

#endif
