/* Standing in for the child in the foreground: whoever calls us signals us and reads our exit code. */
#include "child.h"
#include "syscalls.h"

#include <signal.h>
#include <sys/wait.h>

enum { CODE_OF_SIGNAL = 128 };

static int hold_signals(void)
{
	sigset_t all;
	/* Where it is ignored, the kernel reaps children, and their exit codes are lost. */
	if (signal(SIGCHLD, SIG_DFL) == SIG_ERR)
		return -errno;
	sigfillset(&all);
	return sigprocmask(SIG_BLOCK, &all, NULL) == 0 ? 0 : -errno;
}

int op_hold_signals(struct context *ctx, const struct op_hold_signals *arg)
{
	(void)arg;
	return ctx->is_child ? -EINVAL : hold_signals();
}

/* SIGCHLD is about our own child, and SIGURG about nobody's sockets but ours. */
static bool is_for_child(int signal)
{
	return signal > 0 && signal != SIGCHLD && signal != SIGURG;
}

int op_await_child(struct context *ctx, const struct op_await_child *arg)
{
	struct child *child = cloned_child();
	sigset_t all;
	int status = 0;
	(void)arg;
	if (ctx->is_child || child->pid <= 0)
		return -ECHILD;
	/* What is neither blocked nor handled is not waited for but lost, SIGCHLD too. */
	int error = hold_signals();
	if (error != 0)
		return error;
	sigfillset(&all);
	for (;;) {
		pid_t ended = (pid_t)RETRY(waitpid(child->pid, &status, WNOHANG));
		if (ended < 0)
			return ended;
		if (ended == child->pid)
			break;
		int signal = sigwaitinfo(&all, NULL);
		if (is_for_child(signal))
			(void)kill(child->pid, signal);
	}
	slot_set(ctx, child->out, -1);
	child->pid = 0;
	ctx->success_code = WIFEXITED(status) ? (uint32_t)WEXITSTATUS(status)
					      : CODE_OF_SIGNAL + (uint32_t)WTERMSIG(status);
	return 0;
}
