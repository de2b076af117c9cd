/* The root file system: bound on itself, and made the root of the mount namespace. */
#include "blocked-path.h"
#include "procfs.h"
#include "scoped-fd.h"
#include "syscalls.h"

#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>

/* Deeper than any path (PATH_MAX / 2). */
enum { ANCESTORS_MAX = 2048 };

/*
 * Makes the mount private on which place lies: pivot_root(2) refuses a root whose parent mount is
 * shared, and what is attached there would show up on the host. mount_setattr(2) takes only the root of
 * a mount (EINVAL), so the way goes up by descriptor.
 */
static int make_mount_private(int place)
{
	const struct mount_change private = {.propagation = MS_PRIVATE};
	SCOPED_FD at = (int)RETRY(openat(place, ".", O_PATH | O_DIRECTORY | O_CLOEXEC));
	for (int level = 0; at >= 0 && level < ANCESTORS_MAX; level++) {
		int status = sys_mount_setattr(at, "", AT_EMPTY_PATH, &private);
		if (status != -EINVAL)
			return status;
		int up = (int)RETRY(openat(at, "..", O_PATH | O_DIRECTORY | O_CLOEXEC));
		if (up < 0)
			return up;
		close(at);
		at = up;
	}
	return at < 0 ? at : -EINVAL;
}

int op_bind_root(struct context *ctx, const struct op_bind_root *arg)
{
	SCOPED_FD place = (int)RETRY(openat(AT_FDCWD, arg->path, O_PATH | O_DIRECTORY | O_CLOEXEC));
	if (place < 0)
		return fail_blocked(ctx, arg->path, place);
	SCOPED_FD tree = sys_open_tree(place, "",
				       OPEN_TREE_CLONE | AT_EMPTY_PATH | (arg->recursive ? AT_RECURSIVE : 0));
	if (tree < 0)
		return tree;
	int status = make_mount_private(place);
	if (status == 0)
		status = sys_move_mount(tree, "", place, "",
					MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH);
	if (status < 0)
		return status;
	slot_take_fd(ctx, arg->out, &tree);
	return 0;
}

int op_pivot_root(struct context *ctx, const struct op_pivot_root *arg)
{
	int root = slot_fd(ctx, arg->root);
	if (root < 0)
		return root;
	SCOPED_FD old = (int)RETRY(openat(AT_FDCWD, "/", O_PATH | O_DIRECTORY | O_CLOEXEC));
	if (old < 0)
		return old;
	if (fchdir(root) != 0)
		return -errno;
	int status = sys_pivot_root(".", ".");
	if (status < 0)
		return status;
	if (fchdir(old) != 0)
		return -errno;
	/* MS_SLAVE, so that the detaching does not reach the mounts of the host. */
	if (mount(NULL, ".", NULL, MS_SLAVE | MS_REC, NULL) != 0)
		return -errno;
	if (umount2(".", MNT_DETACH) != 0)
		return -errno;
	return chdir("/") == 0 ? 0 : -errno;
}

/* Removes what shows the host whole; what belongs to another user namespace can only be covered. */
static int remove_or_cover(const char *path)
{
	if (mount(NULL, path, NULL, MS_SLAVE | MS_REC, NULL) != 0 && errno != EINVAL)
		return -errno;
	if (umount2(path, MNT_DETACH) == 0 || errno == ENOENT)
		return 0;
	if (errno != EINVAL && errno != EPERM)
		return -errno;
	return mount("tmpfs", path, "tmpfs", MS_RDONLY, "size=0k") == 0 ? 0 : -errno;
}

/* mountinfo writes blank, tab, newline and backslash as \ooo. */
static void unescape(char *path)
{
	char *to = path;
	for (const char *from = path; *from != '\0'; to++) {
		if (from[0] == '\\' && from[1] >= '0' && from[1] <= '3' && from[2] != '\0' && from[3] != '\0') {
			*to = (char)((from[1] - '0') << 6 | (from[2] - '0') << 3 | (from[3] - '0'));
			from += 4;
		} else {
			*to = *from++;
		}
	}
	*to = '\0';
}

/* One line of mountinfo: id, parent, device, root, mount point, options, optional fields, -, type, … */
static int hide_host_mount(char *line, const char *kept)
{
	char *rest = line;
	char *fields[5];
	const char *type = strstr(line, " - ");
	if (type == NULL || (strncmp(type, " - proc ", 8) != 0 && strncmp(type, " - sysfs ", 9) != 0))
		return 0;
	for (int i = 0; i < 5; i++) {
		fields[i] = strsep(&rest, " ");
		if (rest == NULL)
			return 0;
	}
	char *path = fields[4];
	if (strcmp(fields[3], "/") != 0)
		return 0;
	unescape(path);
	size_t length = strlen(kept);
	if (strncmp(path, kept, length) == 0 && path[length] == '/')
		return 0;
	return remove_or_cover(path);
}

/* A line of mountinfo is bounded by two paths; the kernel's cursor survives what the lines change. */
static int hide_host_mounts(int mountinfo, const char *kept)
{
	static char buffer[4 * PATH_MAX];
	size_t used = 0;
	ssize_t length;
	while ((length = RETRY(read(mountinfo, buffer + used, sizeof buffer - 1 - used))) > 0) {
		used += (size_t)length;
		buffer[used] = '\0';
		char *line = buffer;
		for (char *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
			*end = '\0';
			int status = hide_host_mount(line, kept);
			if (status < 0)
				return status;
		}
		used -= (size_t)(line - buffer);
		memmove(buffer, line, used);
		if (used == sizeof buffer - 1)
			return -ENAMETOOLONG;
	}
	return (int)length;
}

static int hide_host_views(int root)
{
	char path[64];
	char kept[PATH_MAX];
	SCOPED_FD proc = open_own_proc();
	if (proc < 0)
		return proc;
	int status = own_proc_path(proc, path, sizeof path, "fd/%d", root);
	if (status < 0)
		return status;
	ssize_t length = readlinkat(proc, path, kept, sizeof kept - 1);
	if (length < 0)
		return -errno;
	kept[length] = '\0';
	status = own_proc_path(proc, path, sizeof path, "mountinfo");
	if (status < 0)
		return status;
	SCOPED_FD mountinfo = (int)RETRY(openat(proc, path, O_RDONLY | O_CLOEXEC));
	return mountinfo < 0 ? mountinfo : hide_host_mounts(mountinfo, kept);
}

int op_move_root(struct context *ctx, const struct op_move_root *arg)
{
	int root = slot_fd(ctx, arg->root);
	if (root < 0)
		return root;
	int status = hide_host_views(root);
	if (status < 0)
		return status;
	if (fchdir(root) != 0 || mount(".", "/", NULL, MS_MOVE, NULL) != 0 || chroot(".") != 0 ||
	    chdir("/") != 0)
		return -errno;
	return 0;
}

int op_enter_root(struct context *ctx, const struct op_enter_root *arg)
{
	int namespace = slot_fd(ctx, arg->namespace);
	int root = slot_fd(ctx, arg->root);
	if (namespace < 0 || root < 0)
		return -EBADF;
	if (setns(namespace, CLONE_NEWNS) != 0 || fchdir(root) != 0 || chroot(".") != 0)
		return -errno;
	return 0;
}
