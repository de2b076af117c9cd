#include "executor.h"
#include "parent-death.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>

static int parent_death_signal;

void set_parent_death(int signal)
{
	parent_death_signal = signal;
	prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0);
}

void renew_parent_death(void)
{
	if (parent_death_signal != 0)
		prctl(PR_SET_PDEATHSIG, parent_death_signal, 0, 0, 0);
}

int op_parent_death(struct context *ctx, const struct op_parent_death *arg)
{
	(void)ctx;
	if (arg->signal > (uint32_t)SIGRTMAX)
		return -EINVAL;
	set_parent_death((int)arg->signal);
	return 0;
}
