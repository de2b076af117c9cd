/*
 * The terminal of a container, made from its own devpts. What a container could have put in place of
 * ptmx, console or null is told apart by descriptor (CVE-2025-52565, CVE-2026-88264).
 */
#include "in-root.h"
#include "scoped-fd.h"
#include "syscalls.h"

#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

enum { DEVPTS_MAGIC = 0x1cd1, PTMX_INODE = 2, CONSOLE_MODE = 0600 };

static bool is_character_device(const struct stat *status, unsigned int major, unsigned int minor)
{
	/* Both: the device number of a regular file is 0:0, not "none". */
	return S_ISCHR(status->st_mode) && status->st_rdev == makedev(major, minor);
}

/* Nobody can make files in devpts, so that ptmx, opened within that very mount, is what it says. */
static int check_devpts(struct context *ctx, int directory, const char *path)
{
	struct statfs status;
	if (RETRY(fstatfs(directory, &status)) < 0)
		return -errno;
	if (status.f_type != DEVPTS_MAGIC)
		return fail_with(ctx, -ENODEV, "\"%s\" is not on a devpts file system: config.json needs a mount of devpts there",
				 path);
	return 0;
}

static int open_master(struct context *ctx, int root, const char *path)
{
	char name[NAME_MAX + 1];
	struct stat status;
	SCOPED_FD directory = open_parent_in_root(root, path, false, name, sizeof name);
	if (directory < 0)
		return directory;
	int error = check_devpts(ctx, directory, path);
	if (error < 0)
		return error;
	SCOPED_FD master = open_beneath(directory, name, O_RDWR | O_NOCTTY | O_NOFOLLOW,
					RESOLVE_BENEATH | RESOLVE_NO_XDEV | RESOLVE_NO_SYMLINKS);
	if (master < 0)
		return master;
	if (fstat(master, &status) != 0)
		return -errno;
	if (!is_character_device(&status, 5, 2) || status.st_ino != PTMX_INODE)
		return fail_with(ctx, -ENODEV, "\"%s\" is not the terminal multiplexer of its devpts", path);
	return release_fd(&master);
}

int op_open_terminal(struct context *ctx, const struct op_open_terminal *arg)
{
	int unlock = 0;
	int root = slot_fd(ctx, arg->root);
	if (root < 0)
		return root;
	SCOPED_FD master = open_master(ctx, root, arg->path);
	if (master < 0)
		return master;
	if (ioctl(master, TIOCSPTLCK, &unlock) != 0)
		return -errno;
	SCOPED_FD peer = (int)RETRY(ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC));
	if (peer < 0)
		return peer;
	if (arg->rows != 0 || arg->columns != 0) {
		const struct winsize size = {
			.ws_row = (unsigned short)arg->rows,
			.ws_col = (unsigned short)arg->columns,
		};
		if (ioctl(master, TIOCSWINSZ, &size) != 0)
			return -errno;
	}
	if (fchown(peer, arg->uid, (gid_t)-1) != 0)
		return -errno;
	slot_take_fd(ctx, arg->out_master, &master);
	slot_take_fd(ctx, arg->out_peer, &peer);
	return 0;
}

/* /dev/console as an O_PATH descriptor; the link that a hostile image put there is not followed. */
static int open_console(struct context *ctx, int directory, const char *name)
{
	struct stat status;
	SCOPED_FD console = open_beneath(directory, name, O_PATH | O_NOFOLLOW, RESOLVE_BENEATH);
	if (console == -ENOENT) {
		int made = openat(directory, name,
				  O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY | O_CLOEXEC, CONSOLE_MODE);
		return made < 0 ? -errno : made;
	}
	if (console < 0)
		return console;
	if (fstat(console, &status) != 0)
		return -errno;
	if (S_ISLNK(status.st_mode))
		return fail_with(ctx, -ELOOP, "\"/dev/console\" is a symbolic link");
	if (S_ISDIR(status.st_mode))
		return fail_with(ctx, -EISDIR, "\"/dev/console\" is a directory");
	return release_fd(&console);
}

int op_mount_console(struct context *ctx, const struct op_mount_console *arg)
{
	char name[NAME_MAX + 1];
	int root = slot_fd(ctx, arg->root);
	int peer = slot_fd(ctx, arg->peer);
	if (root < 0 || peer < 0)
		return -EBADF;
	SCOPED_FD directory = open_parent_in_root(root, "/dev/console", true, name, sizeof name);
	if (directory < 0)
		return directory;
	SCOPED_FD console = open_console(ctx, directory, name);
	if (console < 0)
		return console;
	SCOPED_FD tree = sys_open_tree(peer, "", OPEN_TREE_CLONE | AT_EMPTY_PATH);
	if (tree < 0)
		return tree;
	return sys_move_mount(tree, "", console, "", MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH);
}

static int begin_session(void)
{
	/* EPERM: the process leads a session already. */
	return setsid() < 0 && errno != EPERM ? -errno : 0;
}

int op_new_session(struct context *ctx, const struct op_new_session *arg)
{
	(void)ctx;
	(void)arg;
	return begin_session();
}

int op_controlling_terminal(struct context *ctx, const struct op_controlling_terminal *arg)
{
	int peer = slot_fd(ctx, arg->peer);
	if (peer < 0)
		return peer;
	int status = begin_session();
	if (status < 0)
		return status;
	if (ioctl(peer, TIOCSCTTY, 0) != 0)
		return -errno;
	for (int fd = 0; fd <= 2; fd++) {
		if (RETRY(dup2(peer, fd)) < 0)
			return -errno;
	}
	return 0;
}

static int open_null(struct context *ctx, int root)
{
	char name[NAME_MAX + 1];
	struct stat status;
	SCOPED_FD directory = open_parent_in_root(root, "/dev/null", false, name, sizeof name);
	if (directory < 0)
		return directory;
	SCOPED_FD place = open_beneath(directory, name, O_PATH | O_NOFOLLOW, RESOLVE_BENEATH);
	if (place < 0)
		return place;
	if (fstat(place, &status) != 0)
		return -errno;
	if (!is_character_device(&status, 1, 3))
		return fail_with(ctx, -ENODEV, "\"/dev/null\" of the container is not the character device 1:3");
	/* Opening is looking the name up again, so what came of it is compared again. */
	SCOPED_FD null = open_beneath(directory, name, O_RDWR | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK,
				      RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS);
	if (null < 0)
		return null;
	if (fstat(null, &status) != 0)
		return -errno;
	if (!is_character_device(&status, 1, 3))
		return -ENODEV;
	if (fcntl(null, F_SETFL, 0) != 0)
		return -errno;
	return release_fd(&null);
}

int op_null_stdio(struct context *ctx, const struct op_null_stdio *arg)
{
	struct stat status;
	int root = slot_fd(ctx, arg->root);
	if (root < 0)
		return root;
	SCOPED_FD null = -1;
	for (int fd = 0; fd <= 2; fd++) {
		if (fstat(fd, &status) != 0 || !is_character_device(&status, 1, 3))
			continue;
		if (null < 0)
			null = open_null(ctx, root);
		if (null < 0)
			return null;
		if (RETRY(dup2(null, fd)) < 0)
			return -errno;
	}
	return 0;
}
