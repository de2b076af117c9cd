/* Namespaces: opened and told apart by kind, joined, made, and given their names. */
#include "output.h"
#include "procfs.h"
#include "scoped-fd.h"
#include "syscalls.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#ifndef NS_GET_NSTYPE
#define NS_GET_NSTYPE 0xb703
#endif
#ifndef CLONE_NEWUSER
#define CLONE_NEWUSER 0x10000000
#endif

static const struct {
	uint32_t type;
	const char *name;
} namespace_names[] = {
	{0x00000080, "time"}, {0x00020000, "mount"}, {0x02000000, "cgroup"}, {0x04000000, "uts"},
	{0x08000000, "ipc"}, {0x10000000, "user"}, {0x20000000, "pid"}, {0x40000000, "network"},
};

static const char *namespace_name(uint32_t type)
{
	for (size_t i = 0; i < sizeof namespace_names / sizeof *namespace_names; i++) {
		if (namespace_names[i].type == type)
			return namespace_names[i].name;
	}
	return "unknown";
}

int op_open_namespace(struct context *ctx, const struct op_open_namespace *arg)
{
	SCOPED_FD namespace = (int)RETRY(open(arg->path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
	if (namespace < 0)
		return namespace;
	int type = ioctl(namespace, NS_GET_NSTYPE);
	if (type < 0)
		return fail_with(ctx, -EINVAL, "\"%s\" is not a namespace", arg->path);
	if ((uint32_t)type != arg->type)
		return fail_with(ctx, -EINVAL, "\"%s\" is a %s namespace, not a %s namespace", arg->path,
				 namespace_name((uint32_t)type), namespace_name(arg->type));
	slot_take_fd(ctx, arg->out, &namespace);
	return 0;
}

int op_join_namespace(struct context *ctx, const struct op_join_namespace *arg)
{
	int namespace = slot_fd(ctx, arg->namespace);
	if (namespace < 0)
		return namespace;
	return setns(namespace, (int)arg->type) == 0 ? 0 : -errno;
}

int op_unshare(struct context *ctx, const struct op_unshare *arg)
{
	(void)ctx;
	return result_of(syscall(SYS_unshare, (unsigned long)arg->flags));
}

/* Writes text to the file of one's own procfs directory (or a child's) in one go. */
static int write_at(int proc, const char *path, const char *text)
{
	SCOPED_FD file = (int)RETRY(openat(proc, path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC));
	return file < 0 ? file : write_once(file, text, strlen(text));
}

int op_time_offsets(struct context *ctx, const struct op_time_offsets *arg)
{
	char path[64];
	SCOPED_FD proc = open_own_proc();
	if (proc < 0)
		return fail_with(ctx, proc, "\"/proc\" is not the proc file system");
	if (syscall(SYS_unshare, CLONE_NEWTIME) != 0)
		return -errno;
	int status = own_proc_path(proc, path, sizeof path, "timens_offsets");
	if (status == 0)
		status = write_at(proc, path, arg->offsets);
	if (status == 0)
		status = own_proc_path(proc, path, sizeof path, "ns/time_for_children");
	if (status < 0)
		return status;
	SCOPED_FD namespace = (int)RETRY(openat(proc, path, O_RDONLY | O_CLOEXEC));
	if (namespace < 0)
		return namespace;
	return setns(namespace, CLONE_NEWTIME) == 0 ? 0 : -errno;
}

/* Writes the maps of the child and opens its user namespace. */
static int open_mapped_namespace(pid_t child, const struct op_user_namespace *arg)
{
	char path[64];
	SCOPED_FD proc = open_own_proc();
	if (proc < 0)
		return proc;
	snprintf(path, sizeof path, "%d/uid_map", child);
	int status = write_at(proc, path, arg->uid_map);
	if (status < 0)
		return status;
	snprintf(path, sizeof path, "%d/gid_map", child);
	status = write_at(proc, path, arg->gid_map);
	if (status < 0)
		return status;
	snprintf(path, sizeof path, "%d/ns/user", child);
	return (int)RETRY(openat(proc, path, O_RDONLY | O_CLOEXEC));
}

/* The child, which only holds its namespace, and not longer than its parent lives. */
static _Noreturn void hold_namespace(pid_t parent)
{
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent) {
		for (;;)
			pause();
	}
	_exit(1);
}

int op_user_namespace(struct context *ctx, const struct op_user_namespace *arg)
{
	const struct clone_request how = {.flags = CLONE_NEWUSER, .exit_signal = SIGCHLD};
	pid_t parent = getpid();
	pid_t child = sys_clone3(&how);
	if (child < 0)
		return child;
	if (child == 0)
		hold_namespace(parent);
	SCOPED_FD namespace = open_mapped_namespace(child, arg);
	kill(child, SIGKILL);
	(void)RETRY(waitpid(child, NULL, 0));
	if (namespace < 0)
		return namespace;
	slot_take_fd(ctx, arg->out, &namespace);
	return 0;
}

int op_set_hostname(struct context *ctx, const struct op_set_hostname *arg)
{
	(void)ctx;
	return sethostname(arg->name, strlen(arg->name)) == 0 ? 0 : -errno;
}

int op_set_domainname(struct context *ctx, const struct op_set_domainname *arg)
{
	(void)ctx;
	return setdomainname(arg->name, strlen(arg->name)) == 0 ? 0 : -errno;
}
