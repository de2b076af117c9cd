/* The terminal of a container in the foreground: what stands between it and the standard streams. */
#ifndef PELAGOS_RELAY_H
#define PELAGOS_RELAY_H

#include <poll.h>
#include <stdbool.h>

enum { RELAY_ENDS = 3 };

/* Takes over the master of a terminal. Standard input, where it is a terminal, becomes raw. */
void relay_begin(int master);

/* What to wait for; nothing without a terminal. */
void relay_wants(struct pollfd ends[static RELAY_ENDS]);

/* Moves what can be moved after a poll(2) of these. */
void relay_move(const struct pollfd ends[static RELAY_ENDS]);

/* Gives the terminal the size of that of the caller; false without a terminal. */
bool relay_resize(void);

/* The program has ended: what it wrote is still delivered, and no input is taken any more. */
void relay_finish(void);

/* After relay_finish(): whether something waits to be delivered. */
bool relay_has_output(void);

/* Gives the terminal of the caller its settings back, and closes the other. */
void relay_end(void);

/* Copies the size of the first of 0, 1 and 2 that is a terminal, unless it has none. */
void copy_window_size(int master);

/* Lets a newline out as it is: who reads a pipe wants no CR before it, and a terminal adds its own. */
void keep_newlines(int master);

#endif
