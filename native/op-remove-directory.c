/* Removing a directory of the host and all below it. */
#include "directory.h"
#include "executor.h"
#include "syscalls.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>

/* Below a directory of the runtime's own nothing is deeper; each level holds a descriptor. */
enum { DEPTH_LIMIT = 32 };

static int remove_below(struct context *ctx, int fd, int depth);

/* Opens the directory name itself: no link, and no mount on it (EXDEV). */
static int open_inside(int parent, const char *name)
{
	const struct open_request how = {
		.flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC,
		.resolve = RESOLVE_NO_XDEV | RESOLVE_NO_SYMLINKS | RESOLVE_BENEATH,
	};
	return sys_openat2(parent, name, &how);
}

static int remove_entry(struct context *ctx, int parent, const char *name, int depth)
{
	if (unlinkat(parent, name, 0) == 0)
		return 0;
	/* Linux says EISDIR for a directory, POSIX EPERM. */
	if (errno != EISDIR && errno != EPERM)
		return fail_with(ctx, -errno, "\"%s\"", name);
	int fd = open_inside(parent, name);
	if (fd < 0)
		return fail_with(ctx, fd, "\"%s\"%s", name, fd == -EXDEV ? " is a mount" : "");
	int error = remove_below(ctx, fd, depth + 1);
	close(fd);
	if (error == 0 && unlinkat(parent, name, AT_REMOVEDIR) < 0)
		error = fail_with(ctx, -errno, "\"%s\"", name);
	return error;
}

static int remove_below(struct context *ctx, int fd, int depth)
{
	struct directory directory;
	struct entry entry;
	int found;
	if (depth > DEPTH_LIMIT)
		return fail_with(ctx, -ELOOP, "more than %d directories inside each other", DEPTH_LIMIT);
	directory_begin(&directory, fd);
	while ((found = directory_next(&directory, &entry)) == 1) {
		int error = remove_entry(ctx, fd, entry.name, depth);
		if (error != 0)
			return error;
	}
	return found;
}

int op_remove_directory(struct context *ctx, const struct op_remove_directory *arg)
{
	char parent[PATH_MAX];
	const char *slash = strrchr(arg->path, '/');
	if (slash == NULL || slash[1] == '\0' || (size_t)(slash - arg->path) + 2 > sizeof parent)
		return -EINVAL;
	memcpy(parent, arg->path, (size_t)(slash - arg->path) + 1);
	parent[slash - arg->path + 1] = '\0';
	int above = (int)RETRY(openat(AT_FDCWD, parent, O_PATH | O_DIRECTORY | O_CLOEXEC));
	if (above < 0)
		return above;
	int fd = open_inside(above, slash + 1);
	int error = fd < 0 ? fd : remove_below(ctx, fd, 0);
	if (fd >= 0)
		close(fd);
	if (error == 0 && unlinkat(above, slash + 1, AT_REMOVEDIR) < 0)
		error = -errno;
	close(above);
	return error;
}
