#include "in-root.h"

#include "procfs.h"
#include "scoped-fd.h"
#include "syscalls.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

/* A rename elsewhere in the tree makes openat2(2) answer EAGAIN; the worst seen was below 1 ms. */
enum { LOOKUP_TRIES = 128, LOOKUP_NANOSECONDS = 2000000 };

/* As few as a person would ever chain; the kernel follows 40. */
enum { DANGLING_LINKS_MAX = 8 };

static int64_t nanoseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int open_beneath(int directory, const char *path, uint64_t flags, uint64_t resolve)
{
	const struct open_request how = {.flags = flags | O_CLOEXEC, .resolve = resolve};
	const char *start = *path == '\0' ? "." : path;
	int fd = sys_openat2(directory, start, &how);
	if (fd != -EAGAIN)
		return fd;
	int64_t deadline = nanoseconds() + LOOKUP_NANOSECONDS;
	for (int tries = 1; fd == -EAGAIN && tries < LOOKUP_TRIES && nanoseconds() < deadline; tries++)
		fd = sys_openat2(directory, start, &how);
	return fd;
}

int open_in_root(int root, const char *path, uint64_t flags, uint64_t resolve)
{
	return open_beneath(root, path, flags, resolve | RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
}

/* One component below a directory that is open already. */
static int open_component(int directory, const char *name, uint64_t flags)
{
	return open_beneath(directory, name, flags | O_NOFOLLOW,
			    RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS);
}

static int make_component(int directory, const char *name, const struct new_directory *how)
{
	if (mkdirat(directory, name, how->mode) != 0)
		return errno == EEXIST ? open_component(directory, name, O_PATH | O_DIRECTORY) : -errno;
	SCOPED_FD made = open_component(directory, name, O_PATH | O_DIRECTORY);
	if (made < 0)
		return made;
	if (how->owned && fchownat(made, "", how->uid, how->gid, AT_EMPTY_PATH) != 0)
		return -errno;
	struct stat inherited;
	if (fstat(made, &inherited) != 0)
		return -errno;
	/* The umask of the caller is nothing to the container; S_ISGID is what the parent hands down. */
	mode_t mode = how->mode | (inherited.st_mode & S_ISGID);
	int status = (inherited.st_mode & 07777) == mode ? 0 : chmod_descriptor(made, mode);
	return status < 0 ? status : release_fd(&made);
}

/* The length of the first component of path, slashes around it included in *skip and the sum. */
static size_t component_length(const char *path, size_t *skip)
{
	*skip = strspn(path, "/");
	return strcspn(path + *skip, "/");
}

/*
 * The longest leading part of path that can be opened as a directory. Only these steps follow links,
 * and they are the kernel's. *done is the length of that part.
 */
static int open_existing_part(int root, const char *path, uint64_t resolve, size_t *done)
{
	char part[PATH_MAX];
	size_t length = strlen(path);
	for (;;) {
		memcpy(part, path, length);
		part[length] = '\0';
		int fd = open_in_root(root, part, O_PATH | O_DIRECTORY, resolve);
		if (fd != -ENOENT || length == 0) {
			*done = length;
			return fd;
		}
		while (length > 0 && path[length - 1] == '/')
			length--;
		while (length > 0 && path[length - 1] != '/')
			length--;
	}
}

/* A dangling link: the path that it stands for, and what followed it, are written to out. */
static int expand_link(int directory, const char *path, size_t before, const char *rest, char *out)
{
	char name[NAME_MAX + 1];
	char target[PATH_MAX];
	size_t skip = 0;
	size_t length = component_length(path + before, &skip);
	if (length > NAME_MAX)
		return -ENAMETOOLONG;
	memcpy(name, path + before + skip, length);
	name[length] = '\0';
	ssize_t size = readlinkat(directory, name, target, sizeof target - 1);
	if (size < 0)
		return errno == EINVAL ? -ENOTDIR : -errno;
	target[size] = '\0';
	int printed = target[0] == '/'
		? snprintf(out, PATH_MAX, "%s/%s", target, rest)
		: snprintf(out, PATH_MAX, "%.*s/%s/%s", (int)before, path, target, rest);
	return printed < PATH_MAX ? 0 : -ENAMETOOLONG;
}

/* Makes the components of path from *done on. On -ELOOP *done is where a dangling link is, and *at
 * the directory that holds it. */
static int make_components(int *at, const char *path, size_t *done, const struct new_directory *how)
{
	char name[NAME_MAX + 1];
	for (;;) {
		size_t skip = 0;
		size_t length = component_length(path + *done, &skip);
		if (length == 0)
			return 0;
		if (length > NAME_MAX)
			return -ENAMETOOLONG;
		memcpy(name, path + *done + skip, length);
		name[length] = '\0';
		/* "..", below a directory that did not exist, has no meaning one could rely on. */
		if (strcmp(name, "..") == 0)
			return -ENOENT;
		int next = make_component(*at, name, how);
		if (next < 0)
			return next;
		close(*at);
		*at = next;
		*done += skip + length;
	}
}

static bool is_link(int directory, const char *path)
{
	struct stat status;
	char name[NAME_MAX + 1];
	size_t skip = 0;
	size_t length = component_length(path, &skip);
	if (length == 0 || length > NAME_MAX)
		return false;
	memcpy(name, path + skip, length);
	name[length] = '\0';
	return fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode);
}

int make_owned_directory_in_root(int root, const char *path, const struct new_directory *how,
				 uint64_t resolve)
{
	char current[PATH_MAX];
	char next[PATH_MAX];
	if (strlen(path) >= sizeof current)
		return -ENAMETOOLONG;
	strcpy(current, path);
	for (int links = 0; links < DANGLING_LINKS_MAX; links++) {
		size_t done = 0;
		SCOPED_FD at = open_existing_part(root, current, resolve, &done);
		if (at < 0)
			return at;
		int status = make_components(&at, current, &done, how);
		if (status == 0)
			return release_fd(&at);
		if ((status != -ENOTDIR && status != -ELOOP) || !is_link(at, current + done))
			return status;
		if ((resolve & RESOLVE_NO_SYMLINKS) != 0)
			return -ELOOP;
		size_t skip = 0;
		size_t length = component_length(current + done, &skip);
		status = expand_link(at, current, done, current + done + skip + length, next);
		if (status < 0)
			return status;
		strcpy(current, next);
	}
	return -ELOOP;
}

int make_directory_in_root(int root, const char *path, mode_t mode, uint64_t resolve)
{
	const struct new_directory how = {.mode = mode};
	return make_owned_directory_in_root(root, path, &how, resolve);
}

/* Splits path into the length of its parent and its last component. */
static int split_last(const char *path, size_t *parent, char *name, size_t size)
{
	size_t end = strlen(path);
	while (end > 0 && path[end - 1] == '/')
		end--;
	size_t start = end;
	while (start > 0 && path[start - 1] != '/')
		start--;
	size_t length = end - start;
	if (length >= size || start >= PATH_MAX)
		return -ENAMETOOLONG;
	memcpy(name, path + start, length);
	name[length] = '\0';
	if (length == 0 || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return -EINVAL;
	*parent = start;
	return 0;
}

static int open_split_parent(int root, const char *path, size_t length, bool make, uint64_t resolve)
{
	char parent[PATH_MAX];
	memcpy(parent, path, length);
	parent[length] = '\0';
	int fd = open_in_root(root, parent, O_PATH | O_DIRECTORY, resolve);
	return fd == -ENOENT && make ? make_directory_in_root(root, parent, 0755, resolve) : fd;
}

int open_parent_in_root(int root, const char *path, bool make, char *name, size_t size)
{
	size_t length = 0;
	int status = split_last(path, &length, name, size);
	return status < 0 ? status : open_split_parent(root, path, length, make, 0);
}

static int create_file(int directory, const char *name, mode_t mode)
{
	SCOPED_FD file = openat(directory, name, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY | O_CLOEXEC, mode);
	if (file < 0)
		return -errno;
	return fchmod(file, mode) == 0 ? release_fd(&file) : -errno;
}

int make_file_in_root(int root, const char *path, mode_t mode, uint64_t resolve)
{
	char current[PATH_MAX];
	char next[PATH_MAX];
	char name[NAME_MAX + 1];
	if (strlen(path) >= sizeof current)
		return -ENAMETOOLONG;
	strcpy(current, path);
	for (int links = 0; links < DANGLING_LINKS_MAX; links++) {
		int fd = open_in_root(root, current, O_PATH, resolve);
		if (fd != -ENOENT)
			return fd;
		size_t length = 0;
		int status = split_last(current, &length, name, sizeof name);
		if (status < 0)
			return status;
		SCOPED_FD parent = open_split_parent(root, current, length, true, resolve);
		if (parent < 0)
			return parent;
		fd = create_file(parent, name, mode);
		if (fd != -EEXIST)
			return fd;
		if (!is_link(parent, name))
			continue;
		if ((resolve & RESOLVE_NO_SYMLINKS) != 0)
			return -ELOOP;
		status = expand_link(parent, current, length, "", next);
		if (status < 0)
			return status;
		for (size_t end = strlen(next); end > 0 && next[end - 1] == '/'; end--)
			next[end - 1] = '\0';
		strcpy(current, next);
	}
	return -ELOOP;
}

bool find_non_directory(int root, const char *path, char *name, size_t size)
{
	struct stat status;
	for (size_t length = 1; path[length - 1] != '\0'; length++) {
		if (path[length] != '/' && path[length] != '\0')
			continue;
		if (length >= size)
			return false;
		memcpy(name, path, length);
		name[length] = '\0';
		SCOPED_FD fd = open_in_root(root, name, O_PATH, 0);
		if (fd < 0)
			return false;
		if (fstat(fd, &status) == 0 && !S_ISDIR(status.st_mode))
			return true;
	}
	return false;
}

#ifndef SYS_fchmodat2
#define SYS_fchmodat2 452
#endif

int chmod_descriptor(int fd, mode_t mode)
{
	char path[64];
	if (syscall(SYS_fchmodat2, fd, "", mode, AT_EMPTY_PATH) == 0)
		return 0;
	if (errno != ENOSYS && errno != EPERM)
		return -errno;
	SCOPED_FD proc = open_own_proc();
	if (proc < 0)
		return proc;
	int status = own_proc_path(proc, path, sizeof path, "fd/%d", fd);
	if (status < 0)
		return status;
	return fchmodat(proc, path, mode, 0) == 0 ? 0 : -errno;
}
