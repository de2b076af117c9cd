/* Cloning the one child of a plan, and what follows from its being one: death, succession, reaping. */
#include "ask.h"
#include "child.h"

#include "decode.h"
#include "flow.h"
#include "held-signals.h"
#include "memory-end.h"
#include "null-device.h"
#include "op-codes.h"
#include "output.h"
#include "parent-death.h"
#include "run-track.h"
#include "sync.h"
#include "syscalls.h"

#include <ctype.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { SUCCESSOR_MS = 1000, END_MS = 10000 };

static struct child child;

struct child *cloned_child(void)
{
	return &child;
}

void describe_end(int status, char *how, size_t size)
{
	if (WIFEXITED(status))
		snprintf(how, size, "exited with code %d", WEXITSTATUS(status));
	else if (WTERMSIG(status) == SIGKILL)
		snprintf(how, size, "was killed by signal 9");
	else
		/* In lower case within a sentence, as callers look for it: "bad system call". */
		snprintf(how, size, "was killed by signal %d (%c%s)", WTERMSIG(status),
			 tolower(*strsignal(WTERMSIG(status))), strsignal(WTERMSIG(status)) + 1);
}

/* The child must not go on when its parent died before the signal was asked for. */
static void die_with_parent(int sync)
{
	struct pollfd hung_up = {sync, 0, 0};
	set_parent_death(SIGKILL);
	if (RETRY(poll(&hung_up, 1, 0)) > 0 && (hung_up.revents & POLLHUP) != 0)
		_exit(EXIT_FAILURE);
}

void end_child(struct context *ctx)
{
	const char *message = failure_message();
	if (ctx->result >= 0)
		(void)write_all(ctx->result, message, strlen(message));
	else
		(void)sync_send(ctx->sync, PACKET_FAIL, 0, ctx->exit_code, message);
	_exit(EXIT_FAILURE);
}

_Noreturn static void run_child(struct context *ctx, const struct op_clone *arg, const int ends[2])
{
	ctx->is_child = true;
	ctx->undo_count = 0;
	ctx->sync = ends[1];
	release_signals();
	end_by_signals();
	child.out = arg->out;
	slot_set(ctx, child.out, getpid());
	close(ends[0]);
	die_with_parent(ctx->sync);
	/* Neither the log nor a lock of the host may live as long as the container. */
	drop_locks();
	if (ctx->log >= 0)
		close(ctx->log);
	ctx->log = -1;
	close_rest(ctx->planner);
	if (run_track(ctx, &arg->init) != 0)
		end_child(ctx);
	_exit(EXIT_SUCCESS);
}

/* clone3(2), or clone(2) where a filter or an old kernel hides it and nothing needs the new one. */
static pid_t clone_process(uint64_t flags, int cgroup)
{
	struct clone_request request = {.flags = flags, .exit_signal = SIGCHLD};
	if ((flags & CLONE_PARENT) != 0)
		request.exit_signal = 0;
	if (cgroup >= 0) {
		request.flags |= CLONE_INTO_CGROUP;
		request.cgroup = (uint64_t)cgroup;
	}
	pid_t pid = sys_clone3(&request);
	if (pid != -ENOSYS || cgroup >= 0 || (flags & 0xff) != 0 || flags > UINT32_MAX)
		return pid;
	return result_of(syscall(SYS_clone, (unsigned long)(flags | SIGCHLD), 0UL, 0UL, 0UL, 0UL));
}

int op_clone(struct context *ctx, const struct op_clone *arg)
{
	int ends[2];
	int cgroup = arg->cgroup == NO_SLOT ? -1 : slot_fd(ctx, arg->cgroup);
	if (arg->cgroup != NO_SLOT && cgroup < 0)
		return cgroup;
	if (ctx->is_child || child.pid != 0)
		return -EBUSY;
	/* The null device of the host is out of reach where the child will run programs. */
	if (track_has(&arg->init, OP_run) && null_device() < 0)
		return null_device();
	int error = sync_pair(ends);
	if (error != 0)
		return error;
	int64_t memory_ends = count_memory_ends(arg->memory);
	pid_t pid = clone_process(arg->flags, cgroup);
	if (pid == 0)
		run_child(ctx, arg, ends);
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		return pid;
	}
	ctx->sync = ends[0];
	child = (struct child){pid, arg->out, arg->memory, memory_ends};
	slot_set(ctx, arg->out, pid);
	return 0;
}

int op_continue_in_child(struct context *ctx, const struct op_continue_in_child *arg)
{
	if (!ctx->is_child)
		return -EINVAL;
	pid_t pid = clone_process(arg->flags | CLONE_PARENT, -1);
	if (pid < 0)
		return pid;
	if (pid > 0)
		_exit(EXIT_SUCCESS);
	end_by_signals();
	die_with_parent(ctx->sync);
	slot_set(ctx, child.out, getpid());
	return sync_send(ctx->sync, PACKET_SUCCESSOR, 0, 0, "");
}

void adopt_child(struct context *ctx, pid_t pid)
{
	(void)RETRY(waitpid(child.pid, NULL, 0));
	child.pid = pid;
	slot_set(ctx, child.out, pid);
}

int reap_child(struct context *ctx, int timeout, char *how, size_t size)
{
	int status = 0;
	int process = child.pid > 0 ? sys_pidfd_open(child.pid) : -ESRCH;
	if (process < 0)
		return process;
	struct pollfd end = {process, POLLIN, 0};
	int ended = (int)RETRY(poll(&end, 1, timeout));
	close(process);
	if (ended <= 0)
		return -ETIMEDOUT;
	if (RETRY(waitpid(child.pid, &status, 0)) < 0)
		return -ECHILD;
	if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL ||
	    !explain_memory_end(child.memory, child.memory_ends, how, size))
		describe_end(status, how, size);
	slot_set(ctx, child.out, -1);
	child.pid = 0;
	return 0;
}

/* The pid of a successor that the child had made before it was killed; 0 without one. */
static pid_t late_successor(const struct context *ctx)
{
	static struct packet packet;
	pid_t sender = 0;
	while (sync_receive(ctx->sync, &packet, &sender, SUCCESSOR_MS) == 1)
		if (packet.kind == PACKET_SUCCESSOR)
			return sender;
	return 0;
}

int op_kill_child(struct context *ctx, const struct op_kill_child *arg)
{
	char how[128];
	if (arg->pid == NO_SLOT || ctx->slots[arg->pid] <= 0 || ctx->slots[arg->pid] != child.pid)
		return 0;
	for (;;) {
		kill(child.pid, SIGKILL);
		int error = reap_child(ctx, END_MS, how, sizeof how);
		pid_t successor = error == 0 && ctx->sync >= 0 ? late_successor(ctx) : 0;
		if (successor <= 0)
			return error;
		child.pid = successor;
	}
}
