/* Signals to a child that is the first process of its pid namespace. */
#include "child.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

static void end_by(int signal)
{
	_exit(128 + signal);
}

/* Whether a signal ends a process that has not said otherwise. */
static bool ends_by_default(int signal)
{
	static const int others[] = {SIGKILL, SIGSTOP, SIGCONT, SIGTSTP, SIGTTIN,
				     SIGTTOU, SIGCHLD, SIGURG,  SIGWINCH};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (others[i] == signal)
			return false;
	return true;
}

void end_by_signals(void)
{
	if (getpid() != 1)
		return;
	for (int signal = 1; signal <= SIGRTMAX; signal++) {
		struct sigaction now;
		if (!ends_by_default(signal) || sigaction(signal, NULL, &now) < 0 ||
		    now.sa_handler != SIG_DFL)
			continue;
		now.sa_handler = end_by;
		(void)sigaction(signal, &now, NULL);
	}
}
