/* Signals to every process of a cgroup. */
#include "cgroup-tree.h"
#include "executor.h"
#include "process-stat.h"
#include "small-file.h"
#include "syscalls.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

enum { FREEZE_MS = 100, SURVIVORS_SIZE = 1024 };

static void send_signal(void *state, pid_t pid)
{
	/* A process that has ended meanwhile is no fault. */
	(void)kill(pid, *(const int *)state);
}

static void count_only(void *state, pid_t pid)
{
	(void)state;
	(void)pid;
}

static void list_survivor(void *state, pid_t pid)
{
	char *list = state, who[128];
	size_t used = strlen(list);
	describe_process(pid, who, sizeof who);
	snprintf(list + used, SURVIVORS_SIZE - used, "%s%s", used == 0 ? "" : ", ", who);
}

int fail_of_survivors(struct context *ctx, int cgroup, uint32_t timeout)
{
	char survivors[SURVIVORS_SIZE] = "";
	int left = visit_processes(cgroup, list_survivor, survivors);
	if (left <= 0)
		return left;
	return fail_with(ctx, -EBUSY, "%d processes are left after %u ms: %s", left, timeout, survivors);
}

static int write_state(const char *freezer, const char *state)
{
	int directory = open_cgroup(AT_FDCWD, freezer);
	if (directory < 0)
		return directory;
	int error = write_small_file(directory, "freezer.state", state, strlen(state));
	close(directory);
	return error;
}

/*
 * Freezes a v1 freezer as far as it goes: without it, a process that forks faster than we read may
 * never be caught. What does not freeze is signalled all the same.
 */
static void freeze(const char *freezer)
{
	struct patience patience = patience_of(FREEZE_MS);
	char state[16] = "";
	int directory = open_cgroup(AT_FDCWD, freezer);
	if (directory < 0)
		return;
	do {
		/* Written again: the kernel takes up processes that were born meanwhile. */
		(void)write_small_file(directory, "freezer.state", "FROZEN", 6);
		if (read_small_file(directory, "freezer.state", state, sizeof state) < 0)
			break;
	} while (strncmp(state, "FROZEN", 6) != 0 && pause_patiently(&patience));
	close(directory);
}

/* One round of SIGKILL. A frozen process dies only once it is thawed. */
static int kill_once(int cgroup, const char *freezer)
{
	int signal = SIGKILL;
	/* Linux 5.14, unified hierarchy: all at once, those being born included. */
	if (write_small_file(cgroup, "cgroup.kill", "1", 1) == 0)
		return 0;
	if (freezer[0] != '\0')
		freeze(freezer);
	int count = visit_processes(cgroup, send_signal, &signal);
	if (freezer[0] != '\0')
		(void)write_state(freezer, "THAWED");
	return count < 0 ? count : 0;
}

static int kill_all(struct context *ctx, int cgroup, const struct op_cgroup_kill *arg)
{
	struct patience patience = patience_of(arg->timeout);
	for (;;) {
		int left = visit_processes(cgroup, count_only, NULL);
		if (left <= 0)
			return left;
		int error = kill_once(cgroup, arg->freezer);
		if (error != 0)
			return error;
		if (pause_patiently(&patience))
			continue;
		return fail_of_survivors(ctx, cgroup, arg->timeout);
	}
}

int op_cgroup_kill(struct context *ctx, const struct op_cgroup_kill *arg)
{
	int signal = (int)arg->signal;
	if (arg->signal == 0 || arg->signal > (uint32_t)SIGRTMAX)
		return -EINVAL;
	int cgroup = open_cgroup(AT_FDCWD, arg->path);
	if (cgroup < 0)
		return cgroup;
	int error = signal == SIGKILL ? kill_all(ctx, cgroup, arg)
				      : visit_processes(cgroup, send_signal, &signal);
	close(cgroup);
	return error < 0 ? error : 0;
}
