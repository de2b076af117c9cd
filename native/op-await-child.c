/*
 * Standing in for the child in the foreground: whoever calls us signals us and reads our exit code.
 * What waits may wait for years, so that it holds nothing but what the wait needs.
 */
#include "ask.h"
#include "child.h"
#include "flow.h"
#include "null-device.h"
#include "relay.h"
#include "syscalls.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>

enum { CODE_OF_SIGNAL = 128 };

static sigset_t before;
static bool are_held;

/* Every signal: sigfillset(3) leaves out those that C libraries keep for themselves. */
static sigset_t all_signals(void)
{
	sigset_t all;
	memset(&all, 0xff, sizeof all);
	return all;
}

static int hold_signals(void)
{
	const sigset_t all = all_signals();
	/* Where it is ignored, the kernel reaps children, and their exit codes are lost. */
	if (signal(SIGCHLD, SIG_DFL) == SIG_ERR)
		return -errno;
	if (sigprocmask(SIG_BLOCK, &all, are_held ? NULL : &before) != 0)
		return -errno;
	are_held = true;
	return 0;
}

void release_signals(void)
{
	if (are_held)
		(void)sigprocmask(SIG_SETMASK, &before, NULL);
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

/* Closes the descriptors from 3 up, but for two: what is less than 3 stands for none. */
static void close_all_but(int one, int other)
{
	const int kept[] = {one < other ? one : other, one < other ? other : one};
	unsigned int from = 3;
	for (size_t i = 0; i < 2; i++) {
		if (kept[i] < 3)
			continue;
		if ((unsigned int)kept[i] > from)
			(void)sys_close_range(from, (unsigned int)kept[i] - 1, 0);
		from = (unsigned int)kept[i] + 1;
	}
	(void)sys_close_range(from, ~0U, 0);
}

/* What was done stays from here on, and nothing of the host is held: no lock, mount or socket. */
static void let_go(struct context *ctx, int terminal)
{
	if (ctx->planner != NULL)
		dismiss_planner(ctx->planner);
	ctx->undo_count = 0;
	drop_locks();
	close_null_device();
	close_all_but(ctx->log, terminal);
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

static void wait_and_move(int signals)
{
	struct pollfd ends[1 + RELAY_ENDS] = {{signals, POLLIN, 0}};
	relay_wants(ends + 1);
	if (RETRY(poll(ends, 1 + RELAY_ENDS, -1)) > 0)
		relay_move(ends + 1);
}

/* How the child has ended, once what it wrote to its terminal is delivered. */
static int watch(pid_t child, int signals)
{
	int status = 0;
	while (!reap(child, &status)) {
		wait_and_move(signals);
		(void)take_signals(signals, child);
	}
	relay_finish();
	while (relay_has_output()) {
		wait_and_move(signals);
		if (take_signals(signals, 0))
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

int op_await_child(struct context *ctx, const struct op_await_child *arg)
{
	struct child *child = cloned_child();
	const sigset_t all = all_signals();
	int terminal = arg->terminal == NO_SLOT ? -1 : slot_fd(ctx, arg->terminal);
	if (ctx->is_child || child->pid <= 0)
		return -ECHILD;
	if (arg->terminal != NO_SLOT && terminal < 0)
		return terminal;
	/* What is neither blocked nor handled is not waited for but lost, SIGCHLD too. */
	int error = hold_signals();
	if (error != 0)
		return error;
	let_go(ctx, terminal);
	int signals = signalfd(-1, &all, SFD_CLOEXEC | SFD_NONBLOCK);
	if (signals < 0)
		return -errno;
	if (terminal >= 0)
		relay_begin(terminal);
	int status = watch(child->pid, signals);
	relay_end();
	close(signals);
	slot_set(ctx, child->out, -1);
	child->pid = 0;
	answer_with(ctx, status);
	return 0;
}
