/*
 * Device nodes and FIFOs inside a hostile root. After mknodat(2) the node is opened again without
 * following links and compared, because its directory may be shared with a running container.
 */
#include "in-root.h"
#include "scoped-fd.h"
#include "syscalls.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

static bool is_same_node(const struct stat *status, mode_t mode, dev_t device)
{
	if ((status->st_mode & S_IFMT) != (mode & S_IFMT))
		return false;
	return !(S_ISCHR(mode) || S_ISBLK(mode)) || status->st_rdev == device;
}

static int set_owner_and_mode(int node, const struct op_make_node *arg)
{
	if (fchownat(node, "", arg->uid, arg->gid, AT_EMPTY_PATH) != 0)
		return -errno;
	return chmod_descriptor(node, arg->mode & 07777);
}

int op_make_node(struct context *ctx, const struct op_make_node *arg)
{
	char name[NAME_MAX + 1];
	struct stat status;
	dev_t device = makedev(arg->major, arg->minor);
	int root = slot_fd(ctx, arg->root);
	if (root < 0)
		return root;
	SCOPED_FD parent = open_parent_in_root(root, arg->path, true, name, sizeof name);
	if (parent < 0)
		return parent;
	if (mknodat(parent, name, arg->mode, device) != 0 && errno != EEXIST)
		return -errno;
	SCOPED_FD node = (int)RETRY(openat(parent, name, O_PATH | O_NOFOLLOW | O_CLOEXEC));
	if (node < 0)
		return node;
	if (fstat(node, &status) != 0)
		return -errno;
	if (!is_same_node(&status, arg->mode, device))
		return fail_with(ctx, -EEXIST, "another file is at \"%s\": type and device %o %u:%u",
				 arg->path, status.st_mode & S_IFMT, major(status.st_rdev),
				 minor(status.st_rdev));
	return set_owner_and_mode(node, arg);
}
