/* Ops on the host's own files, whose paths no container can influence. */
#include "executor.h"
#include "flow.h"
#include "output.h"
#include "scoped-fd.h"
#include "small-file.h"
#include "syscalls.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

/* mkdir(2) with exactly this mode. */
static int make_one(const char *path, mode_t mode)
{
	mode_t mask = umask(0);
	int error = mkdir(path, mode) < 0 ? -errno : 0;
	umask(mask);
	return error;
}

static int is_directory(const char *path)
{
	struct stat status;
	if (stat(path, &status) < 0)
		return -errno;
	return S_ISDIR(status.st_mode) ? 0 : -ENOTDIR;
}

/* Makes path, and where its parent is missing that first: from the left, once it is known to be needed. */
static int make_with_parents(const char *path, mode_t mode)
{
	char parent[PATH_MAX];
	int error = make_one(path, mode);
	if (error == -EEXIST)
		return is_directory(path);
	if (error != -ENOENT)
		return error;
	if (strlen(path) >= sizeof parent)
		return -ENAMETOOLONG;
	strcpy(parent, path);
	for (char *slash = parent + 1; *slash != '\0'; slash++) {
		if (*slash != '/')
			continue;
		*slash = '\0';
		error = make_one(parent, mode);
		*slash = '/';
		/* What is no directory makes the next step fail with ENOTDIR. */
		if (error != 0 && error != -EEXIST)
			return error;
	}
	error = make_one(path, mode);
	return error == -EEXIST ? is_directory(path) : error;
}

int op_make_directory(struct context *ctx, const struct op_make_directory *arg)
{
	(void)ctx;
	return arg->exclusive ? make_one(arg->path, arg->mode) : make_with_parents(arg->path, arg->mode);
}

/* Writes content to fd and closes it. */
static int fill(const struct context *ctx, int fd, const struct text *content)
{
	const char *data = NULL;
	size_t length = 0;
	int error = expand_text(ctx, content, &data, &length);
	if (error == 0) {
		error = write_file(fd, data, length);
		free_text(content, data, length);
	}
	if (close(fd) < 0 && error == 0)
		error = -errno;
	return error;
}

/* A descriptor of the new file, which has exactly this mode; or a negative errno. */
static int create(const char *path, mode_t mode)
{
	int fd = (int)RETRY(openat(AT_FDCWD, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
	if (fd < 0 || fchmod(fd, mode) == 0)
		return fd;
	int error = -errno;
	close(fd);
	(void)unlink(path);
	return error;
}

int op_write_file(struct context *ctx, const struct op_write_file *arg)
{
	int fd = create(arg->temporary, arg->mode);
	/* A leftover of somebody who was killed. */
	if (fd == -EEXIST)
		fd = unlink(arg->temporary) < 0 ? -errno : create(arg->temporary, arg->mode);
	if (fd < 0)
		return fd;
	int error = fill(ctx, fd, &arg->content);
	if (error == 0 && rename(arg->temporary, arg->path) < 0)
		error = -errno;
	if (error != 0)
		(void)unlink(arg->temporary);
	return error;
}

int op_create_file(struct context *ctx, const struct op_create_file *arg)
{
	int fd = create(arg->path, arg->mode);
	int error = fd < 0 ? fd : fill(ctx, fd, &arg->content);
	if (fd >= 0 && error != 0)
		(void)unlink(arg->path);
	return error;
}

int op_append_file(struct context *ctx, const struct op_append_file *arg)
{
	int fd = (int)RETRY(openat(AT_FDCWD, arg->path, O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC));
	return fd < 0 ? fd : fill(ctx, fd, &arg->content);
}

int op_write_kernel_file(struct context *ctx, const struct op_write_kernel_file *arg)
{
	char path[PATH_MAX];
	const char *data = NULL;
	size_t length = 0;
	int error = format_text(ctx, &arg->path, path, sizeof path);
	if (error == 0)
		error = expand_text(ctx, &arg->data, &data, &length);
	if (error != 0)
		return error;
	error = write_small_file(AT_FDCWD, path, data, length);
	free_text(&arg->data, data, length);
	return error;
}

int op_remove_file(struct context *ctx, const struct op_remove_file *arg)
{
	(void)ctx;
	return unlink(arg->path) < 0 ? -errno : 0;
}

int op_make_fifo(struct context *ctx, const struct op_make_fifo *arg)
{
	struct stat status;
	mode_t mask = umask(0);
	int error = mkfifo(arg->path, arg->mode) < 0 ? -errno : 0;
	umask(mask);
	if (error != 0)
		return error;
	int fd = (int)RETRY(openat(AT_FDCWD, arg->path, O_RDWR | O_NOFOLLOW | O_CLOEXEC));
	if (fd < 0)
		return fd;
	if (fstat(fd, &status) < 0 || !S_ISFIFO(status.st_mode)) {
		close(fd);
		return -EINVAL;
	}
	slot_set(ctx, arg->out, fd);
	return 0;
}

int op_open_file(struct context *ctx, const struct op_open_file *arg)
{
	int fd = (int)RETRY(openat(AT_FDCWD, arg->path, (int)arg->flags | O_CLOEXEC, 0600));
	if (fd < 0)
		return fd;
	slot_set(ctx, arg->out, fd);
	return 0;
}

int op_open_device(struct context *ctx, const struct op_open_device *arg)
{
	struct stat status;
	int fd = (int)RETRY(openat(AT_FDCWD, arg->path, O_PATH | O_CLOEXEC));
	if (fd < 0)
		return fd;
	if (fstat(fd, &status) < 0 || !S_ISCHR(status.st_mode) ||
	    status.st_rdev != makedev(arg->major, arg->minor)) {
		close(fd);
		return fail_with(ctx, -ENODEV, "it is not the character device %u:%u", arg->major,
				 arg->minor);
	}
	slot_set(ctx, arg->out, fd);
	return 0;
}

int op_close(struct context *ctx, const struct op_close *arg)
{
	int fd = slot_fd(ctx, arg->slot);
	if (fd < 0)
		return fd;
	forget_lock(fd);
	slot_close(ctx, arg->slot);
	return 0;
}
