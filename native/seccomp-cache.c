#include "seccomp-cache.h"

#include "directory.h"
#include "output.h"
#include "scoped-fd.h"
#include "syscalls.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* Far more than one machine has profiles: each is a few kilobytes. */
enum { KEPT_MAX = 256 };

bool is_program_size(off_t size)
{
	return size > 0 && size <= PROGRAM_SIZE_MAX && size % INSTRUCTION_SIZE == 0;
}

int open_kept_program(const char *path)
{
	struct stat status;
	if (*path == '\0')
		return -1;
	SCOPED_FD file = (int)RETRY(openat(AT_FDCWD, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
	if (file < 0 || fstat(file, &status) != 0 || !S_ISREG(status.st_mode) ||
	    status.st_uid != geteuid() || (status.st_mode & (S_IWGRP | S_IWOTH)) != 0 ||
	    !is_program_size(status.st_size))
		return -1;
	return release_fd(&file);
}

/* Removes the file that was read longest ago, where there are too many. */
static void prune(int folder)
{
	struct directory directory;
	struct entry entry;
	struct stat status;
	char oldest[NAME_MAX + 1] = "";
	time_t read_at = 0;
	int count = 0;
	directory_begin(&directory, folder);
	while (directory_next(&directory, &entry) == 1) {
		if (fstatat(folder, entry.name, &status, AT_SYMLINK_NOFOLLOW) != 0 || S_ISDIR(status.st_mode))
			continue;
		if (count++ == 0 || status.st_atime < read_at) {
			read_at = status.st_atime;
			snprintf(oldest, sizeof oldest, "%s", entry.name);
		}
	}
	if (count > KEPT_MAX)
		(void)unlinkat(folder, oldest, 0);
}

static int open_folder_of(const char *path)
{
	char folder[PATH_MAX];
	const char *end = strrchr(path, '/');
	if (end == NULL || end == path)
		return -ENOENT;
	if (snprintf(folder, sizeof folder, "%.*s", (int)(end - path), path) >= (int)sizeof folder)
		return -ENAMETOOLONG;
	return (int)RETRY(openat(AT_FDCWD, folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

void keep_program(const char *path, const void *program, size_t size)
{
	char temporary[PATH_MAX];
	if (snprintf(temporary, sizeof temporary, "%s.%d", path, (int)getpid()) >= (int)sizeof temporary)
		return;
	SCOPED_FD file = (int)RETRY(openat(AT_FDCWD, temporary,
					   O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
	if (file < 0)
		return;
	if (write_file(file, program, size) < 0 || rename(temporary, path) != 0) {
		unlink(temporary);
		return;
	}
	SCOPED_FD folder = open_folder_of(path);
	if (folder >= 0)
		prune(folder);
}
