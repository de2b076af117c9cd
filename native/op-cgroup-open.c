/* The cgroup that a process is cloned into, where the container has changed what is there. */
#include "cgroup-tree.h"
#include "executor.h"
#include "scoped-fd.h"
#include "small-file.h"
#include "syscalls.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

/* Those of threads, which may be handed down from a cgroup that has processes of its own (cgroups(7)). */
static bool is_threaded(const char *controller)
{
	static const char *const names[] = {"cpu", "cpuset", "perf_event", "pids", ""};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(controller, names[i]) == 0)
			return true;
	return false;
}

/*
 * Whether a process may be in the cgroup: not where it hands other controllers down, as a container
 * with an init system of its own makes it do.
 */
static bool takes_processes(int cgroup)
{
	char controllers[256];
	if (read_small_file(cgroup, "cgroup.subtree_control", controllers, sizeof controllers) < 0)
		return true;
	for (char *rest = controllers, *controller; (controller = strsep(&rest, " \n")) != NULL;)
		if (!is_threaded(controller))
			return false;
	return true;
}

/* The line "0::PATH" of /proc/PID/cgroup, as a path below the mount that shows the cgroup root. */
static int find_cgroup_of(int pid, const struct op_cgroup_open *arg, char *path, size_t size)
{
	char file[32], text[8192];
	snprintf(file, sizeof file, "/proc/%d/cgroup", pid);
	int length = read_small_file(AT_FDCWD, file, text, sizeof text);
	if (length < 0)
		return length == -ENOENT ? -ESRCH : length;
	for (char *rest = text, *line; (line = strsep(&rest, "\n")) != NULL;) {
		size_t root = strcmp(arg->root, "/") == 0 ? 0 : strlen(arg->root);
		if (strncmp(line, "0::/", 4) != 0)
			continue;
		/* Of a cgroup that this mount does not show there is no path. */
		if (strncmp(line + 3, arg->root, root) != 0 || strncmp(line + 3, "/..", 3) == 0)
			return -ENOENT;
		int used = snprintf(path, size, "%s%s", arg->mount, line + 3 + root);
		return used >= 0 && (size_t)used < size ? 0 : -ENAMETOOLONG;
	}
	return -ENOENT;
}

int op_cgroup_open(struct context *ctx, const struct op_cgroup_open *arg)
{
	char path[PATH_MAX];
	int pid = slot_fd(ctx, arg->pid);
	SCOPED_FD cgroup = (int)RETRY(openat(AT_FDCWD, arg->path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
	if (cgroup < 0 && cgroup != -ENOENT)
		return cgroup;
	if (cgroup < 0 || !takes_processes(cgroup)) {
		int error = pid <= 0 ? -ESRCH : find_cgroup_of(pid, arg, path, sizeof path);
		if (error != 0)
			return error;
		SCOPED_FD other = (int)RETRY(openat(AT_FDCWD, path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
		if (other < 0)
			return other;
		slot_take_fd(ctx, arg->out, &other);
		return 0;
	}
	slot_take_fd(ctx, arg->out, &cgroup);
	return 0;
}
