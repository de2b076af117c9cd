/* Making, joining and removing cgroups. */
#include "cgroup-tree.h"
#include "executor.h"
#include "small-file.h"
#include "syscalls.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>

enum { CGROUP_MAGIC = 0x27e0eb, CGROUP2_MAGIC = 0x63677270, MEMBERSHIP_SIZE = 64 * 1024, CPUSET_SIZE = 4096 };

/* Cuts the last component of path off; false where none is left. Returns what to put back through cut. */
static char *cut_last(char *path)
{
	char *slash = strrchr(path, '/');
	if (slash == NULL || slash == path)
		return NULL;
	*slash = '\0';
	return slash;
}

/*
 * The nearest existing directory must be on a cgroup file system: below a hierarchy that is not
 * mounted, mkdir(2) would make a directory of no effect.
 */
static int check_file_system(const char *path, bool found)
{
	char existing[PATH_MAX];
	struct statfs status;
	strcpy(existing, path);
	if (!found && cut_last(existing) == NULL)
		return -ENOENT;
	while (statfs(existing, &status) < 0) {
		if (errno != ENOENT || cut_last(existing) == NULL)
			return -errno;
	}
	long type = (long)status.f_type;
	return type == CGROUP_MAGIC || type == CGROUP2_MAGIC ? 0 : -ENODEV;
}

/*
 * An empty cpuset takes no process: it gets the value of its parent. Somebody who makes a parent with
 * mkdir(2) alone leaves that one empty too. Returns the length of value, or a negative errno.
 */
static int inherit_cpuset_file(int cgroup, const char *name, char value[static CPUSET_SIZE])
{
	int length = read_small_file(cgroup, name, value, CPUSET_SIZE);
	if (length < 0 || value[strspn(value, " \n")] != '\0')
		return length;
	int above = open_cgroup(cgroup, "..");
	if (above < 0)
		return above;
	length = inherit_cpuset_file(above, name, value);
	close(above);
	if (length < 0)
		return length;
	int error = write_small_file(cgroup, name, value, (size_t)length);
	return error < 0 ? error : length;
}

static int inherit_cpuset(const char *path)
{
	char value[CPUSET_SIZE];
	int cgroup = open_cgroup(AT_FDCWD, path);
	if (cgroup < 0)
		return cgroup;
	int length = inherit_cpuset_file(cgroup, "cpuset.cpus", value);
	if (length >= 0)
		length = inherit_cpuset_file(cgroup, "cpuset.mems", value);
	close(cgroup);
	return length < 0 ? length : 0;
}

/* Makes path and its missing parents: 0, -EEXIST where it was there, or another negative errno. */
static int make_cgroup(char *path, bool cpuset)
{
	int error = mkdir(path, 0755) < 0 ? -errno : 0;
	if (error == -ENOENT) {
		char *slash = cut_last(path);
		if (slash == NULL)
			return error;
		error = make_cgroup(path, cpuset);
		*slash = '/';
		if (error != 0 && error != -EEXIST)
			return error;
		error = mkdir(path, 0755) < 0 ? -errno : 0;
	}
	if (error == 0 && cpuset)
		error = inherit_cpuset(path);
	return error;
}

static void ignore_process(void *state, pid_t pid)
{
	(void)state;
	(void)pid;
}

/* Of either version: no process that enters it would ever run. */
static bool is_frozen(const char *path)
{
	char file[PATH_MAX + 16];
	snprintf(file, sizeof file, "%s/freezer.state", path);
	if (has_line(file, "FROZEN"))
		return true;
	snprintf(file, sizeof file, "%s/cgroup.freeze", path);
	return has_line(file, "1");
}

/* The cgroup was there before us: it must be empty and not frozen, and have a cpuset. */
static int take_over(struct context *ctx, const char *path, bool cpuset)
{
	int cgroup = open_cgroup(AT_FDCWD, path);
	if (cgroup < 0)
		return cgroup;
	int count = visit_processes(cgroup, ignore_process, NULL);
	close(cgroup);
	if (count > 0)
		return fail_with(ctx, -EBUSY, "the container's cgroup is not empty: it holds %d processes", count);
	if (count == 0 && is_frozen(path))
		return fail_with(ctx, -EBUSY, "no process in it would run: container's cgroup unexpectedly frozen");
	return count == 0 && cpuset ? inherit_cpuset(path) : count;
}

int op_cgroup_create(struct context *ctx, const struct op_cgroup_create *arg)
{
	char path[PATH_MAX];
	if (strlen(arg->path) >= sizeof path)
		return -ENAMETOOLONG;
	strcpy(path, arg->path);
	int error = check_file_system(path, arg->found);
	if (error == -ENODEV)
		return fail_with(ctx, error, "no cgroup hierarchy is mounted there");
	if (error == 0)
		error = arg->found ? take_over(ctx, path, arg->cpuset) : make_cgroup(path, arg->cpuset);
	if (error != 0 || arg->out == NO_SLOT)
		return error;
	int fd = (int)RETRY(openat(AT_FDCWD, path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
	if (fd < 0)
		return fd;
	slot_set(ctx, arg->out, fd);
	return 0;
}

/* Whether text has line behind the number and the colon that begin one of its lines. */
static bool has_membership(const char *text, const char *line)
{
	size_t length = strlen(line);
	for (const char *at = text; at != NULL; at = strchr(at, '\n')) {
		at += *at == '\n';
		const char *behind = at + strspn(at, "0123456789");
		if (*behind == ':' && strncmp(behind + 1, line, length) == 0 &&
		    (behind[1 + length] == '\n' || behind[1 + length] == '\0'))
			return true;
	}
	return false;
}

int op_cgroup_expect(struct context *ctx, const struct op_cgroup_expect *arg)
{
	static char text[MEMBERSHIP_SIZE];
	char path[40];
	int pid = slot_fd(ctx, arg->pid);
	snprintf(path, sizeof path, "/proc/%d/cgroup", pid);
	int length = pid <= 0 ? -EBADF : read_small_file(AT_FDCWD, path, text, sizeof text);
	if (length < 0)
		return length;
	for (uint32_t i = 0; i < arg->lines.count; i++)
		if (!has_membership(text, arg->lines.items[i]))
			return fail_with(ctx, -ECHILD, "it is not in \"%s\": something has moved it; it is in %.2048s",
					 arg->lines.items[i], text);
	return 0;
}

int op_cgroup_enter(struct context *ctx, const struct op_cgroup_enter *arg)
{
	char path[PATH_MAX];
	(void)ctx;
	if (snprintf(path, sizeof path, "%s/tasks", arg->path) >= (int)sizeof path)
		return -ENAMETOOLONG;
	return write_small_file(AT_FDCWD, path, "0", 1);
}

/* Time is over: says who keeps the cgroup. */
static int fail_busy(struct context *ctx, const struct op_cgroup_remove *arg)
{
	int cgroup = open_cgroup(AT_FDCWD, arg->path);
	int error = cgroup < 0 ? cgroup : fail_of_survivors(ctx, cgroup, arg->timeout);
	if (cgroup >= 0)
		close(cgroup);
	return error < 0 ? error : -EBUSY;
}

int op_cgroup_remove(struct context *ctx, const struct op_cgroup_remove *arg)
{
	struct patience patience = patience_of(arg->timeout);
	for (;;) {
		int error = 0;
		if (rmdir(arg->path) == 0 || errno == ENOENT)
			return 0;
		/* EBUSY tells neither sub-cgroups from processes nor processes from ones that are dying. */
		if (errno != EBUSY)
			return -errno;
		int cgroup = open_cgroup(AT_FDCWD, arg->path);
		if (cgroup >= 0) {
			error = remove_cgroups_below(cgroup);
			close(cgroup);
		}
		if (error == 0 && rmdir(arg->path) == 0)
			return 0;
		if (error != 0 && error != -EBUSY)
			return error;
		if (!pause_patiently(&patience))
			return fail_busy(ctx, arg);
	}
}
