/* Directories and links inside a hostile root. */
#include "in-root.h"
#include "scoped-fd.h"
#include "syscalls.h"

#include <limits.h>
#include <string.h>

int op_ensure_directory(struct context *ctx, const struct op_ensure_directory *arg)
{
	const struct new_directory how = {
		.mode = arg->mode,
		.owned = true,
		.uid = arg->uid,
		.gid = arg->gid,
	};
	int root = slot_fd(ctx, arg->root);
	if (root < 0)
		return root;
	SCOPED_FD directory = make_owned_directory_in_root(root, arg->path, &how, 0);
	return directory < 0 ? directory : 0;
}

static bool is_link_to(int parent, const char *name, const char *target)
{
	char found[PATH_MAX];
	ssize_t length = readlinkat(parent, name, found, sizeof found);
	return length >= 0 && (size_t)length == strlen(target) &&
	       memcmp(found, target, (size_t)length) == 0;
}

int op_make_symlink(struct context *ctx, const struct op_make_symlink *arg)
{
	char name[NAME_MAX + 1];
	int root = slot_fd(ctx, arg->root);
	if (root < 0)
		return root;
	SCOPED_FD parent = open_parent_in_root(root, arg->path, true, name, sizeof name);
	if (parent < 0)
		return parent;
	if (symlinkat(arg->target, parent, name) == 0)
		return 0;
	if (errno != EEXIST)
		return -errno;
	if (!arg->replace || is_link_to(parent, name, arg->target))
		return 0;
	if (unlinkat(parent, name, 0) != 0 && errno != ENOENT)
		return -errno;
	return symlinkat(arg->target, parent, name) == 0 ? 0 : -errno;
}
