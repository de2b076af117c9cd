/* Processes by descriptor: a number may be another's by the time it is used. */
#include "executor.h"
#include "late-process.h"
#include "process-stat.h"
#include "scoped-fd.h"
#include "small-file.h"
#include "syscalls.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int slot_pid(const struct context *ctx, slot_t slot)
{
	int pid = slot_fd(ctx, slot);
	return pid == 0 ? -EBADF : pid;
}

int op_start_time(struct context *ctx, const struct op_start_time *arg)
{
	struct process_stat stat;
	int pid = slot_pid(ctx, arg->pid);
	int error = pid < 0 ? pid : read_process_stat(pid, &stat);
	if (error != 0)
		return error;
	slot_set(ctx, arg->out, (int64_t)stat.start_time);
	return 0;
}

int op_open_process(struct context *ctx, const struct op_open_process *arg)
{
	struct process_stat stat;
	int pid = slot_pid(ctx, arg->pid);
	if (pid < 0 || arg->start_time == NO_SLOT)
		return -ESRCH;
	/* Opened first: the number cannot change hands between the descriptor and the comparison. */
	int process = sys_pidfd_open(pid);
	if (process < 0)
		return process == -EINVAL ? -ESRCH : process;
	int error = read_process_stat(pid, &stat);
	struct pollfd end = {process, POLLIN, 0};
	if (error == 0 && ((int64_t)stat.start_time != ctx->slots[arg->start_time] || stat.state == 'Z' ||
			   stat.state == 'X' || RETRY(poll(&end, 1, 0)) > 0))
		error = -ESRCH;
	if (error != 0) {
		close(process);
		return error;
	}
	slot_set(ctx, arg->out, process);
	return 0;
}

int op_open_process_root(struct context *ctx, const struct op_open_process_root *arg)
{
	char path[32];
	int process = slot_fd(ctx, arg->process);
	int pid = slot_pid(ctx, arg->pid);
	if (process < 0 || pid < 0)
		return -ESRCH;
	snprintf(path, sizeof path, "/proc/%d/root", pid);
	SCOPED_FD root = (int)RETRY(openat(AT_FDCWD, path, O_PATH | O_DIRECTORY | O_CLOEXEC));
	/* Asked after it was used: while the process is there, the number is nobody else's. */
	struct pollfd end = {process, POLLIN, 0};
	if (RETRY(poll(&end, 1, 0)) != 0)
		return -ESRCH;
	if (root < 0)
		return root;
	slot_take_fd(ctx, arg->out, &root);
	return 0;
}

int op_signal(struct context *ctx, const struct op_signal *arg)
{
	int process = slot_fd(ctx, arg->process);
	int signal = arg->signal == GIVEN_SIGNAL ? ctx->given_signal : (int)arg->signal;
	if (process < 0)
		return process;
	return signal < 0 ? -EINVAL : sys_pidfd_send_signal(process, signal);
}

int op_await_exit(struct context *ctx, const struct op_await_exit *arg)
{
	int process = slot_fd(ctx, arg->process);
	if (process < 0)
		return process;
	struct pollfd end = {process, POLLIN, 0};
	int timeout = arg->timeout > INT32_MAX ? INT32_MAX : (int)arg->timeout;
	int ready = (int)RETRY(poll(&end, 1, timeout));
	if (ready < 0)
		return ready;
	return ready > 0 ? 0 : fail_late_descriptor(ctx, process, arg->timeout);
}

int op_take_fd(struct context *ctx, const struct op_take_fd *arg)
{
	int pid = slot_pid(ctx, arg->pid);
	int number = slot_fd(ctx, arg->number);
	if (pid < 0 || number < 0)
		return -EBADF;
	int process = sys_pidfd_open(pid);
	if (process < 0)
		return process;
	int fd = sys_pidfd_getfd(process, number);
	close(process);
	if (fd < 0)
		return fd;
	slot_set(ctx, arg->out, fd);
	return 0;
}

/* Whether the set of signals that follows name in the status of a process has SIGKILL. */
static bool has_sigkill(const char *status, const char *name)
{
	const char *at = strstr(status, name);
	return at != NULL && (strtoull(at + strlen(name), NULL, 16) >> (SIGKILL - 1) & 1) != 0;
}

int op_expect_unkilled(struct context *ctx, const struct op_expect_unkilled *arg)
{
	char path[32], status[4096];
	int pid = slot_pid(ctx, arg->pid);
	if (pid < 0)
		return -ESRCH;
	snprintf(path, sizeof path, "/proc/%d/status", pid);
	int length = read_small_file(AT_FDCWD, path, status, sizeof status);
	if (length < 0)
		return length == -ENOENT ? -ESRCH : length;
	return has_sigkill(status, "\nSigPnd:\t") || has_sigkill(status, "\nShdPnd:\t") ? -ESRCH : 0;
}
