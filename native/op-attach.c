/*
 * Mounts attached below a hostile root. The target is resolved once, to a descriptor, and what is
 * checked is that descriptor: kind of file, procfs or not, the root itself (CVE-2019-16884,
 * CVE-2021-30465, CVE-2023-27561).
 */
#include "in-root.h"
#include "procfs.h"
#include "scoped-fd.h"
#include "syscalls.h"

#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

enum { TARGET_DIRECTORY_MODE = 0755, TARGET_FILE_MODE = 0644 };

static int move_to(int mount, int target)
{
	return sys_move_mount(mount, "", target, "", MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH);
}

static int stat_fd(int fd, struct stat *status)
{
	return fstat(fd, status) == 0 ? 0 : -errno;
}

/* Says which component of the path is no directory. */
static int fail_at_component(struct context *ctx, int root, const char *path, int error)
{
	char component[PATH_MAX];
	if (error != -ENOTDIR || !find_non_directory(root, path, component, sizeof component))
		return error;
	return fail_with(ctx, error, "\"%s\" is a file in the container, where the target \"%s\" needs a directory",
			 component, path);
}

static int open_target(struct context *ctx, const struct op_attach *arg, int root, bool directory)
{
	uint64_t resolve = arg->no_symlinks ? RESOLVE_NO_SYMLINKS : 0;
	int target = open_in_root(root, arg->path, O_PATH, resolve);
	if (target == -ENOENT && arg->create)
		target = directory
			? make_directory_in_root(root, arg->path, TARGET_DIRECTORY_MODE, resolve)
			: make_file_in_root(root, arg->path, TARGET_FILE_MODE, resolve);
	if (target == -ELOOP && arg->no_symlinks)
		return fail_with(ctx, target, "it must be mounted on ordinary directory, and no symbolic link may lead to \"%s\" or be in its place",
				 arg->path);
	return target < 0 ? fail_at_component(ctx, root, arg->path, target) : target;
}

static int check_kinds(struct context *ctx, const char *path, bool mount_is_directory,
		       const struct stat *target)
{
	bool is_directory = S_ISDIR(target->st_mode);
	/* Without the words "is a directory", which tell Docker of a program. */
	if (mount_is_directory && !is_directory)
		return fail_with(ctx, -ENOTDIR, "\"%s\" is a file in the container, and what is mounted is none", path);
	if (!mount_is_directory && is_directory)
		return fail_with(ctx, -ENOTDIR, "\"%s\" in the container is no file, and what is mounted is one", path);
	return 0;
}

/* What a target must not be: the root itself, or (unless allowed) a file of procfs. */
static int check_place(struct context *ctx, const struct op_attach *arg, int root, int target,
		       const struct stat *status)
{
	struct stat root_status;
	int error = stat_fd(root, &root_status);
	if (error < 0)
		return error;
	if (status->st_ino == root_status.st_ino && status->st_dev == root_status.st_dev)
		return fail_with(ctx, -EBUSY, "\"%s\" is the root of the container itself", arg->path);
	if (!arg->on_proc && check_procfs(target) == 0)
		return fail_with(ctx, -EPERM, "\"%s\" is on the proc file system, whose files must not be covered",
				 arg->path);
	return 0;
}

int op_attach(struct context *ctx, const struct op_attach *arg)
{
	struct stat mount_status;
	struct stat target_status;
	int mount = slot_fd(ctx, arg->mount);
	int root = slot_fd(ctx, arg->root);
	if (mount < 0 || root < 0)
		return -EBADF;
	int status = stat_fd(mount, &mount_status);
	if (status < 0)
		return status;
	bool directory = S_ISDIR(mount_status.st_mode);
	SCOPED_FD target = open_target(ctx, arg, root, directory);
	if (target < 0)
		return target;
	status = stat_fd(target, &target_status);
	if (status == 0)
		status = check_kinds(ctx, arg->path, directory, &target_status);
	if (status == 0)
		status = check_place(ctx, arg, root, target, &target_status);
	if (status == 0)
		status = move_to(mount, target);
	if (status == 0 && !arg->keep)
		slot_close(ctx, arg->mount);
	return status;
}

int op_readonly_path(struct context *ctx, const struct op_readonly_path *arg)
{
	const struct mount_change readonly = {.set = MOUNT_ATTR_RDONLY};
	int root = slot_fd(ctx, arg->root);
	if (root < 0)
		return root;
	SCOPED_FD target = open_in_root(root, arg->path, O_PATH, 0);
	if (target < 0)
		return target;
	SCOPED_FD tree = sys_open_tree(target, "", OPEN_TREE_CLONE | AT_EMPTY_PATH | AT_RECURSIVE);
	if (tree < 0)
		return tree;
	int status = sys_mount_setattr(tree, "", AT_EMPTY_PATH | AT_RECURSIVE, &readonly);
	return status < 0 ? status : move_to(tree, target);
}

/*
 * Hides a directory. The first use attaches the mount itself, and the later ones clone it from there:
 * before Linux 6.15 an unattached mount cannot be cloned, and to close one that was never attached
 * waits for all processors.
 */
static int mask_directory(int empty, int target)
{
	static int attached = -1;
	if (attached != empty) {
		int status = move_to(empty, target);
		attached = status == 0 ? empty : attached;
		return status;
	}
	SCOPED_FD clone = sys_open_tree(empty, "", OPEN_TREE_CLONE | AT_EMPTY_PATH);
	return clone < 0 ? clone : move_to(clone, target);
}

static int mask_file(struct context *ctx, int null, int target)
{
	struct stat status;
	int error = stat_fd(null, &status);
	if (error < 0)
		return error;
	if (!S_ISCHR(status.st_mode) || status.st_rdev != makedev(1, 3))
		return fail_with(ctx, -ENODEV, "the null device is not the character device 1:3");
	SCOPED_FD clone = sys_open_tree(null, "", OPEN_TREE_CLONE | AT_EMPTY_PATH);
	return clone < 0 ? clone : move_to(clone, target);
}

int op_mask_path(struct context *ctx, const struct op_mask_path *arg)
{
	struct stat status;
	int root = slot_fd(ctx, arg->root);
	int empty = slot_fd(ctx, arg->empty);
	int null = slot_fd(ctx, arg->null);
	if (root < 0 || empty < 0 || null < 0)
		return -EBADF;
	SCOPED_FD target = open_in_root(root, arg->path, O_PATH, 0);
	if (target < 0)
		return target;
	int error = stat_fd(target, &status);
	if (error < 0)
		return error;
	return S_ISDIR(status.st_mode) ? mask_directory(empty, target) : mask_file(ctx, null, target);
}
