/*
 * copyUp: what an image has in a directory goes into the tmpfs that is about to cover it. The source
 * is hostile: no link is followed, nothing but regular files and directories is opened, and the depth
 * is bounded. Owners, times and attributes that the kernel refuses are left as they came.
 */
#include "copy-up.h"

#include "directory.h"
#include "output.h"
#include "scoped-fd.h"
#include "syscalls.h"

#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>

/* Each level holds two descriptors and a buffer of entries. */
enum { DEPTH_MAX = 64, CHUNK_SIZE = 64 * 1024, NAMES_SIZE = 4096 };

static char chunk[CHUNK_SIZE];

static int copy_entries(int from, int to, int depth);

/* security.capability among them; what this kernel or user may not set is left out. */
static void copy_attributes(int from, int to)
{
	char names[NAMES_SIZE];
	ssize_t length = flistxattr(from, names, sizeof names - 1);
	if (length <= 0)
		return;
	names[length] = '\0';
	for (const char *name = names; name < names + length; name += strlen(name) + 1) {
		ssize_t size = fgetxattr(from, name, chunk, sizeof chunk);
		if (size >= 0)
			(void)fsetxattr(to, name, chunk, (size_t)size, 0);
	}
}

void copy_metadata(int from, int to, const struct stat *status)
{
	const struct timespec times[2] = {status->st_atim, status->st_mtim};
	/* The owner first: a new owner takes set-user-id bits and file capabilities away. */
	(void)fchown(to, status->st_uid, status->st_gid);
	(void)fchmod(to, status->st_mode & 07777);
	copy_attributes(from, to);
	(void)futimens(to, times);
}

static int copy_content(int from, int to)
{
	long length;
	while ((length = RETRY(read(from, chunk, sizeof chunk))) > 0) {
		int status = write_all(to, chunk, (size_t)length);
		if (status < 0)
			return status;
	}
	return (int)length;
}

static int copy_file(int from, int to, const char *name)
{
	struct stat status;
	SCOPED_FD source = (int)RETRY(openat(from, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
	if (source < 0)
		return source;
	if (fstat(source, &status) != 0)
		return -errno;
	/* Swapped since it was looked at. */
	if (!S_ISREG(status.st_mode))
		return -EAGAIN;
	SCOPED_FD copy = (int)RETRY(openat(to, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
	if (copy < 0)
		return copy;
	int error = copy_content(source, copy);
	if (error == 0)
		copy_metadata(source, copy, &status);
	return error;
}

static int copy_directory(int from, int to, const char *name, int depth)
{
	struct stat status;
	SCOPED_FD source = (int)RETRY(openat(from, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
	if (source < 0)
		return source;
	if (fstat(source, &status) != 0)
		return -errno;
	if (mkdirat(to, name, 0700) != 0)
		return -errno;
	SCOPED_FD copy = (int)RETRY(openat(to, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
	if (copy < 0)
		return copy;
	int error = copy_entries(source, copy, depth + 1);
	if (error == 0)
		copy_metadata(source, copy, &status);
	return error;
}

static int copy_link(int from, int to, const char *name, const struct stat *status)
{
	char target[PATH_MAX];
	const struct timespec times[2] = {status->st_atim, status->st_mtim};
	ssize_t length = readlinkat(from, name, target, sizeof target - 1);
	if (length < 0)
		return -errno;
	target[length] = '\0';
	if (symlinkat(target, to, name) != 0)
		return -errno;
	(void)fchownat(to, name, status->st_uid, status->st_gid, AT_SYMLINK_NOFOLLOW);
	(void)utimensat(to, name, times, AT_SYMLINK_NOFOLLOW);
	return 0;
}

/* A device, FIFO or socket: made anew, never opened. In a user namespace devices cannot be made. */
static int copy_node(int to, const char *name, const struct stat *status)
{
	const struct timespec times[2] = {status->st_atim, status->st_mtim};
	if (mknodat(to, name, status->st_mode, status->st_rdev) != 0)
		return errno == EPERM ? 0 : -errno;
	(void)fchownat(to, name, status->st_uid, status->st_gid, AT_SYMLINK_NOFOLLOW);
	/* It was made a moment ago, in a file system that nobody else can reach. */
	(void)fchmodat(to, name, status->st_mode & 07777, 0);
	(void)utimensat(to, name, times, AT_SYMLINK_NOFOLLOW);
	return 0;
}

static int copy_entry(int from, int to, const char *name, int depth)
{
	struct stat status;
	if (fstatat(from, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
		return errno == ENOENT ? 0 : -errno;
	switch (status.st_mode & S_IFMT) {
	case S_IFDIR:
		return copy_directory(from, to, name, depth);
	case S_IFREG:
		return copy_file(from, to, name);
	case S_IFLNK:
		return copy_link(from, to, name, &status);
	default:
		return copy_node(to, name, &status);
	}
}

static int copy_entries(int from, int to, int depth)
{
	struct directory directory;
	struct entry entry;
	int more;
	if (depth > DEPTH_MAX)
		return -ELOOP;
	directory_begin(&directory, from);
	while ((more = directory_next(&directory, &entry)) > 0) {
		int status = copy_entry(from, to, entry.name, depth);
		if (status < 0)
			return status;
	}
	return more;
}

int copy_tree(int from, int to)
{
	return copy_entries(from, to, 0);
}
