#include "blocked-path.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char *kind_of(mode_t mode)
{
	switch (mode & S_IFMT) {
	case S_IFREG:
		return "a regular file";
	case S_IFSOCK:
		return "a socket";
	case S_IFIFO:
		return "a FIFO";
	default:
		return "a device";
	}
}

/* part, which ends a directory of the path, answered with errno; above is the length of the one before. */
static bool explain_component(const char *part, size_t above, bool last, char *why, size_t size)
{
	struct stat status;
	if (errno == EACCES)
		return snprintf(why, size, "the directory \"%.*s\" may not be searched by this user: it has no x permission for it",
				(int)above, part) > 0;
	if (errno == ENOENT && lstat(part, &status) == 0)
		return snprintf(why, size, "\"%s\" is a symbolic link to what does not exist", part) > 0;
	errno = ENOENT;
	return !last && snprintf(why, size, "the directory \"%s\" does not exist", part) > 0;
}

bool explain_blocked_path(const char *path, char *why, size_t size)
{
	char part[PATH_MAX];
	struct stat status;
	size_t above = 1, length = strlen(path);
	if (length == 0 || length >= sizeof part)
		return false;
	for (size_t end = 1; end <= length; end++) {
		if (path[end] != '/' && path[end] != '\0')
			continue;
		memcpy(part, path, end);
		part[end] = '\0';
		if (stat(part, &status) != 0)
			return explain_component(part, above, end == length, why, size);
		if (end < length && !S_ISDIR(status.st_mode))
			return snprintf(why, size, "\"%s\" is %s and not a directory", part,
					kind_of(status.st_mode)) > 0;
		above = end;
	}
	return false;
}

int fail_blocked(struct context *ctx, const char *path, int error)
{
	char why[512];
	return explain_blocked_path(path, why, sizeof why) ? fail_with(ctx, error, "%s", why) : error;
}
