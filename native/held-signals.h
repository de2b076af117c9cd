/* Signals that the executor keeps from ending it: for its child, or until all is undone. */
#ifndef PELAGOS_HELD_SIGNALS_H
#define PELAGOS_HELD_SIGNALS_H

#include <signal.h>
#include <stdint.h>

/* What the number of the signal is added to in an exit code. */
enum { CODE_OF_SIGNAL = 128 };

/* Every signal: sigfillset(3) leaves out those that C libraries keep for themselves. */
sigset_t all_signals(void);

/* Blocks every signal: 0 or a negative errno. */
int hold_all_signals(void);

/*
 * In whatever is forked, and before another plan: blocked signals are those of the caller again, and
 * none is heeded.
 */
void release_signals(void);

/* A descriptor that is readable once a heeded signal has come; -1, which poll(2) passes over, without. */
int heeded_signals(void);

/* Takes the heeded signal that has come: its number and its name, or 0. */
int take_heeded_signal(const char **name);

/* Held signals stay held, and end no wait: the undo is not to be interrupted. */
void pass_over_signals(void);

/* The program runs: what comes is for it where every signal is held, and else for us, as ever. */
void stop_heeding(void);

#endif
