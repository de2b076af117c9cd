/* A procfs that no container can cover, and writes through it (CVE-2025-52881, CVE-2019-16884). */
#include "in-root.h"
#include "output.h"
#include "procfs.h"
#include "scoped-fd.h"
#include "syscalls.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

static int mount_proc(void)
{
	SCOPED_FD context = sys_fsopen("proc");
	if (context < 0)
		return context;
	int status = sys_fsconfig(context, CONFIG_CREATE, NULL, NULL, 0);
	if (status < 0)
		return status;
	return sys_fsmount(context, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC);
}

int op_private_proc(struct context *ctx, const struct op_private_proc *arg)
{
	SCOPED_FD proc = mount_proc();
	if (proc == -EPERM)
		proc = open_own_proc();
	if (proc == -EXDEV)
		return fail_with(ctx, -EXDEV, "\"/proc\" is not the proc file system");
	if (proc < 0)
		return proc;
	slot_take_fd(ctx, arg->out, &proc);
	return 0;
}

/* self is a link, and links are refused: its text goes in its place. */
static int resolve_self(int proc, const char *path, char *resolved, size_t size)
{
	if (strncmp(path, "self/", 5) == 0)
		return own_proc_path(proc, resolved, size, "%s", path + 5);
	int printed = snprintf(resolved, size, "%s", path);
	return printed >= 0 && (size_t)printed < size ? 0 : -ENAMETOOLONG;
}

int op_write_proc(struct context *ctx, const struct op_write_proc *arg)
{
	char path[PATH_MAX];
	int proc = slot_fd(ctx, arg->proc);
	if (proc < 0)
		return proc;
	int status = resolve_self(proc, arg->path, path, sizeof path);
	if (status < 0)
		return status;
	SCOPED_FD file = open_beneath(proc, path, O_WRONLY | O_NOFOLLOW,
				      RESOLVE_BENEATH | RESOLVE_NO_XDEV | RESOLVE_NO_SYMLINKS);
	return file < 0 ? file : write_file(file, arg->data, strlen(arg->data));
}
