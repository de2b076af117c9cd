/* copyUp: the detached mount gets what the directory below root holds. */
#include "copy-up.h"
#include "in-root.h"
#include "scoped-fd.h"
#include "syscalls.h"

#include <fcntl.h>

int op_copy_up(struct context *ctx, const struct op_copy_up *arg)
{
	struct stat status, own;
	int mount = slot_fd(ctx, arg->mount);
	int root = slot_fd(ctx, arg->root);
	if (mount < 0 || root < 0)
		return -EBADF;
	SCOPED_FD source = open_in_root(root, arg->path, O_RDONLY | O_DIRECTORY, 0);
	if (source < 0)
		return source == -ENOENT ? 0 : source;
	SCOPED_FD copy = (int)RETRY(openat(mount, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	if (copy < 0)
		return copy;
	if (fstat(source, &status) != 0 || fstat(copy, &own) != 0)
		return -errno;
	if (arg->keep_mode)
		status.st_mode = own.st_mode;
	if (arg->keep_uid)
		status.st_uid = own.st_uid;
	if (arg->keep_gid)
		status.st_gid = own.st_gid;
	int error = copy_tree(source, copy);
	if (error == -ELOOP)
		return fail_with(ctx, error, "the directory is nested too deeply to be copied");
	if (error == 0)
		copy_metadata(source, copy, &status);
	return error;
}
