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
#include <sys/stat.h>
#include <sys/wait.h>

#ifndef NS_GET_NSTYPE
#define NS_GET_NSTYPE 0xb703
#endif
#ifndef CLONE_NEWUSER
#define CLONE_NEWUSER 0x10000000
#endif

/* The kinds of namespace: for people, and as files of /proc/PID/ns. */
struct namespace_kind {
	uint32_t type;
	const char *name;
	const char *file;
};

static const struct namespace_kind kinds[] = {
	{0x00000080, "time", "ns/time"}, {0x00020000, "mount", "ns/mnt"},
	{0x02000000, "cgroup", "ns/cgroup"}, {0x04000000, "uts", "ns/uts"},
	{0x08000000, "ipc", "ns/ipc"}, {0x10000000, "user", "ns/user"},
	{0x20000000, "pid", "ns/pid"}, {0x40000000, "network", "ns/net"},
	{0, "unknown", ""},
};

static const struct namespace_kind *find_kind(uint32_t type)
{
	const struct namespace_kind *kind = kinds;
	while (kind->type != 0 && kind->type != type)
		kind++;
	return kind;
}

int op_open_namespace(struct context *ctx, const struct op_open_namespace *arg)
{
	SCOPED_FD namespace = (int)RETRY(openat(AT_FDCWD, arg->path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
	if (namespace < 0)
		return namespace;
	int type = ioctl(namespace, NS_GET_NSTYPE);
	if (type < 0)
		return fail_with(ctx, -EINVAL, "\"%s\" is not a namespace", arg->path);
	if ((uint32_t)type != arg->type)
		return fail_with(ctx, -EINVAL, "\"%s\" is a %s namespace, not a %s namespace", arg->path,
				 find_kind((uint32_t)type)->name, find_kind(arg->type)->name);
	slot_take_fd(ctx, arg->out, &namespace);
	return 0;
}

/* Whether the caller is in that namespace: to join one's own user namespace is EINVAL. */
static bool is_own_namespace(int namespace, uint32_t type)
{
	char path[64];
	struct stat own;
	struct stat other;
	SCOPED_FD proc = open_own_proc();
	return proc >= 0 && own_proc_path(proc, path, sizeof path, "%s", find_kind(type)->file) == 0 &&
	       fstatat(proc, path, &own, 0) == 0 && fstat(namespace, &other) == 0 &&
	       own.st_dev == other.st_dev && own.st_ino == other.st_ino;
}

int op_join_namespace(struct context *ctx, const struct op_join_namespace *arg)
{
	int namespace = slot_fd(ctx, arg->namespace);
	if (namespace < 0)
		return namespace;
	if (is_own_namespace(namespace, arg->type) || setns(namespace, (int)arg->type) == 0)
		return 0;
	return -errno;
}

/* Whether the caller and the process pid are in the same namespace of a kind. */
static bool shares_namespace(int proc, int pid, const char *file)
{
	char own_path[64];
	char other_path[64];
	struct stat own;
	struct stat other;
	snprintf(other_path, sizeof other_path, "%d/%s", pid, file);
	return own_proc_path(proc, own_path, sizeof own_path, "%s", file) == 0 &&
	       fstatat(proc, own_path, &own, 0) == 0 && fstatat(proc, other_path, &other, 0) == 0 &&
	       own.st_dev == other.st_dev && own.st_ino == other.st_ino;
}

int op_join_process(struct context *ctx, const struct op_join_process *arg)
{
	int process = slot_fd(ctx, arg->process);
	int pid = slot_fd(ctx, arg->pid);
	uint64_t flags = arg->flags;
	SCOPED_FD proc = open_own_proc();
	if (process < 0 || pid <= 0)
		return -EBADF;
	if (proc < 0)
		return fail_with(ctx, proc, "\"/proc\" is not the proc file system");
	/* To join one's own user namespace is EINVAL, and one of the host's may need rights that we lack. */
	for (const struct namespace_kind *kind = kinds; kind->type != 0; kind++)
		if ((flags & kind->type) != 0 && shares_namespace(proc, pid, kind->file))
			flags &= ~(uint64_t)kind->type;
	return flags == 0 || setns(process, (int)flags) == 0 ? 0 : -errno;
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
	return file < 0 ? file : write_file(file, text, strlen(text));
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
	if (status == 0 && *arg->offsets != '\0')
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
