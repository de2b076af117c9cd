/*
 * Standing in for the child in the foreground: whoever calls us signals us and reads our exit code.
 * What waits may wait for years, so that it holds nothing but what the wait needs.
 */
#include "ask.h"
#include "child.h"
#include "flow.h"
#include "held-signals.h"
#include "notify.h"
#include "null-device.h"
#include "relay.h"
#include "syscalls.h"

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>

/* What the wait is about; descriptors are -1 where there is no terminal, or nobody to notify. */
struct wait {
	pid_t child;
	int signals, terminal, notify, service;
};

static int hold_signals(void)
{
	/* Where it is ignored, the kernel reaps children, and their exit codes are lost. */
	if (signal(SIGCHLD, SIG_DFL) == SIG_ERR)
		return -errno;
	return hold_all_signals();
}

int op_hold_signals(struct context *ctx, const struct op_hold_signals *arg)
{
	(void)arg;
	return ctx->is_child ? -EINVAL : hold_signals();
}

int op_become_subreaper(struct context *ctx, const struct op_become_subreaper *arg)
{
	(void)arg;
	if (ctx->is_child)
		return -EINVAL;
	return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0 ? 0 : -errno;
}

/* Closes the descriptors from 3 up but those of the wait; one below 3 stands for none. */
static void close_all_but(const struct wait *wait, int log)
{
	const int kept[] = {log, wait->terminal, wait->notify, wait->service};
	for (unsigned int from = 3;;) {
		int next = -1;
		for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
			if (kept[i] >= (int)from && (next < 0 || kept[i] < next))
				next = kept[i];
		if (next < 0) {
			(void)sys_close_range(from, ~0U, 0);
			return;
		}
		if ((unsigned int)next > from)
			(void)sys_close_range(from, (unsigned int)next - 1, 0);
		from = (unsigned int)next + 1;
	}
}

/* What was done stays from here on, and nothing of the host is held: no lock, mount or socket. */
static void let_go(struct context *ctx, const struct wait *wait)
{
	if (ctx->planner != NULL)
		dismiss_planner(ctx->planner);
	ctx->undo_count = 0;
	pass_over_signals();
	drop_locks();
	close_null_device();
	close_all_but(wait, ctx->log);
	ctx->sync = -1;
}

/* Reaps all that has ended, orphans too: whether child is among it, with its status. */
static bool reap(pid_t child, int *status)
{
	int ended = 0;
	pid_t pid;
	bool found = false;
	while ((pid = (pid_t)RETRY(waitpid(-1, &ended, WNOHANG))) > 0) {
		if (pid != child)
			continue;
		*status = ended;
		found = true;
	}
	return found;
}

/* SIGCHLD is about our own children, SIGURG about nobody's sockets but ours, SIGPIPE about our writes. */
static bool is_for_child(const struct signalfd_siginfo *info)
{
	return info->ssi_signo != SIGCHLD && info->ssi_signo != SIGURG &&
	       !(info->ssi_signo == SIGPIPE && info->ssi_pid == (uint32_t)getpid());
}

static bool asks_to_end(uint32_t signal)
{
	return signal == SIGTERM || signal == SIGINT || signal == SIGHUP || signal == SIGQUIT;
}

/*
 * Takes the signals that have come. child: who gets them; 0 where it has ended, and then the answer
 * is whether one asks us to end.
 */
static bool take_signals(int signals, pid_t child)
{
	struct signalfd_siginfo info;
	bool give_up = false;
	while (RETRY(read(signals, &info, sizeof info)) == (long)sizeof info) {
		/* The kernel tells those who have the terminal as soon as it has another size. */
		if (info.ssi_signo == SIGWINCH && relay_resize())
			continue;
		if (child == 0)
			give_up = give_up || asks_to_end(info.ssi_signo);
		else if (is_for_child(&info))
			(void)kill(child, (int)info.ssi_signo);
	}
	return give_up;
}

/* Once is enough, whatever becomes of it: the program runs. */
static void pass_readiness(struct wait *wait)
{
	int heard = hear_ready(wait->notify);
	if (heard == 0)
		return;
	if (heard > 0)
		(void)say_ready(wait->service, getpid());
	close(wait->notify);
	close(wait->service);
	wait->notify = wait->service = -1;
}

static void wait_and_move(struct wait *wait)
{
	enum { SIGNALS, NOTIFY, RELAY, ENDS = RELAY + RELAY_ENDS };
	struct pollfd ends[ENDS] = {{wait->signals, POLLIN, 0}, {wait->notify, POLLIN, 0}};
	relay_wants(ends + RELAY);
	if (RETRY(poll(ends, ENDS, -1)) <= 0)
		return;
	relay_move(ends + RELAY);
	if (ends[NOTIFY].revents != 0)
		pass_readiness(wait);
}

/* How the child has ended, once what it wrote to its terminal is delivered. */
static int watch(struct wait *wait)
{
	int status = 0;
	while (!reap(wait->child, &status)) {
		wait_and_move(wait);
		(void)take_signals(wait->signals, wait->child);
	}
	/* It may have said it and ended at once. */
	if (wait->notify >= 0)
		pass_readiness(wait);
	relay_finish();
	while (relay_has_output()) {
		wait_and_move(wait);
		if (take_signals(wait->signals, 0))
			break;
	}
	return status;
}

static void answer_with(struct context *ctx, int status)
{
	uint32_t code = WIFEXITED(status) ? (uint32_t)WEXITSTATUS(status)
					  : CODE_OF_SIGNAL + (uint32_t)WTERMSIG(status);
	ctx->success_code = code;
	/* What fails behind the wait must not hide how the program has ended. */
	if (code != 0)
		ctx->exit_code = code;
}

/* The descriptor of a slot that may be left out. */
static int optional_fd(const struct context *ctx, slot_t slot)
{
	return slot == NO_SLOT ? -1 : slot_fd(ctx, slot);
}

int op_await_child(struct context *ctx, const struct op_await_child *arg)
{
	const sigset_t all = all_signals();
	struct child *child = cloned_child();
	struct wait wait = {.child = child->pid,
			    .terminal = optional_fd(ctx, arg->terminal),
			    .notify = optional_fd(ctx, arg->notify),
			    .service = optional_fd(ctx, arg->service)};
	if (ctx->is_child || wait.child <= 0)
		return -ECHILD;
	if ((arg->terminal != NO_SLOT && wait.terminal < 0) || (wait.notify < 0) != (wait.service < 0))
		return -EBADF;
	/* What is neither blocked nor handled is not waited for but lost, SIGCHLD too. */
	int error = hold_signals();
	if (error != 0)
		return error;
	let_go(ctx, &wait);
	wait.signals = signalfd(-1, &all, SFD_CLOEXEC | SFD_NONBLOCK);
	if (wait.signals < 0)
		return -errno;
	if (wait.terminal >= 0)
		relay_begin(wait.terminal);
	int status = watch(&wait);
	relay_end();
	close_all_but(&(struct wait){.terminal = -1, .notify = -1, .service = -1}, ctx->log);
	slot_set(ctx, child->out, -1);
	child->pid = 0;
	answer_with(ctx, status);
	return 0;
}
