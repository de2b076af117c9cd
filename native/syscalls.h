/*
 * System calls that musl and the C library of the build machine may lack, as functions that return
 * a value or a negative errno, and retry EINTR where the call restarts cleanly. Every descriptor
 * they make is close-on-exec. The structs are our own, so that no kernel header can disagree with a
 * header of the C library; the layouts are fixed by the kernel's binary interface.
 */
#ifndef PELAGOS_SYSCALLS_H
#define PELAGOS_SYSCALLS_H

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

/* Calls from 424 up have one number on every architecture. */
#ifndef SYS_pidfd_send_signal
#define SYS_pidfd_send_signal 424
#endif
#ifndef SYS_open_tree
#define SYS_open_tree 428
#define SYS_move_mount 429
#define SYS_fsopen 430
#define SYS_fsconfig 431
#define SYS_fsmount 432
#endif
#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif
#ifndef SYS_clone3
#define SYS_clone3 435
#endif
#ifndef SYS_close_range
#define SYS_close_range 436
#endif
#ifndef SYS_openat2
#define SYS_openat2 437
#endif
#ifndef SYS_pidfd_getfd
#define SYS_pidfd_getfd 438
#endif
#ifndef SYS_mount_setattr
#define SYS_mount_setattr 442
#endif

#ifndef TIOCGPTPEER
#define TIOCGPTPEER 0x5441
#endif
#ifndef O_PATH
#define O_PATH 010000000
#endif

/* struct open_how of openat2(2). */
struct open_request {
	uint64_t flags;
	uint64_t mode;
	uint64_t resolve;
};

#ifndef RESOLVE_NO_XDEV
#define RESOLVE_NO_XDEV 0x01
#define RESOLVE_NO_MAGICLINKS 0x02
#define RESOLVE_NO_SYMLINKS 0x04
#define RESOLVE_BENEATH 0x08
#define RESOLVE_IN_ROOT 0x10
#endif

/* struct clone_args of clone3(2), version 2 (CLONE_INTO_CGROUP). */
struct clone_request {
	uint64_t flags;
	uint64_t pidfd;
	uint64_t child_tid;
	uint64_t parent_tid;
	uint64_t exit_signal;
	uint64_t stack;
	uint64_t stack_size;
	uint64_t tls;
	uint64_t set_tid;
	uint64_t set_tid_size;
	uint64_t cgroup;
};

#ifndef CLONE_INTO_CGROUP
#define CLONE_INTO_CGROUP 0x200000000ULL
#endif
#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x00000080
#endif
#ifndef CLONE_NEWCGROUP
#define CLONE_NEWCGROUP 0x02000000
#endif

/* struct mount_attr of mount_setattr(2). */
struct mount_change {
	uint64_t set;
	uint64_t clear;
	uint64_t propagation;
	uint64_t user_namespace;
};

#ifndef OPEN_TREE_CLONE
#define OPEN_TREE_CLONE 1
#endif
#ifndef OPEN_TREE_CLOEXEC
#define OPEN_TREE_CLOEXEC 02000000
#endif
#ifndef AT_RECURSIVE
#define AT_RECURSIVE 0x8000
#endif
#ifndef SYS_faccessat2
#define SYS_faccessat2 439
#endif
#ifndef AT_EACCESS
#define AT_EACCESS 0x200
#endif
#ifndef AT_EMPTY_PATH
#define AT_EMPTY_PATH 0x1000
#endif
#ifndef AT_NO_AUTOMOUNT
#define AT_NO_AUTOMOUNT 0x800
#endif
#ifndef MOVE_MOUNT_F_EMPTY_PATH
#define MOVE_MOUNT_F_EMPTY_PATH 0x04
#define MOVE_MOUNT_T_EMPTY_PATH 0x40
#endif
#ifndef FSOPEN_CLOEXEC
#define FSOPEN_CLOEXEC 1
#endif
#ifndef FSMOUNT_CLOEXEC
#define FSMOUNT_CLOEXEC 1
#endif
/* The commands of fsconfig(2): enum fsconfig_command under names of our own. */
enum {
	CONFIG_SET_FLAG = 0,
	CONFIG_SET_STRING = 1,
	CONFIG_SET_FD = 5,
	CONFIG_CREATE = 6,
};
#ifndef MOUNT_ATTR_RDONLY
#define MOUNT_ATTR_RDONLY 0x01
#endif
#ifndef MOUNT_ATTR_NOSUID
#define MOUNT_ATTR_NOSUID 0x02
#endif
#ifndef MOUNT_ATTR_NODEV
#define MOUNT_ATTR_NODEV 0x04
#endif
#ifndef MOUNT_ATTR_NOEXEC
#define MOUNT_ATTR_NOEXEC 0x08
#endif
#ifndef MOUNT_ATTR_IDMAP
#define MOUNT_ATTR_IDMAP 0x00100000
#endif

#ifndef CLOSE_RANGE_CLOEXEC
#define CLOSE_RANGE_CLOEXEC 4
#endif

#ifndef MFD_CLOEXEC
#define MFD_CLOEXEC 1
#endif
#ifndef MFD_ALLOW_SEALING
#define MFD_ALLOW_SEALING 2
#endif
/* Linux 6.3; older kernels answer EINVAL. */
#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 8
#endif
#ifndef MFD_EXEC
#define MFD_EXEC 0x10
#endif

/* The value of a raw call, or its negative errno. */
static inline int result_of(long value)
{
	return value < 0 ? -errno : (int)value;
}

/* Evaluates a call that returns -1 and errno, again while it is EINTR: its value or -errno. */
#define RETRY(call) \
	__extension__({ \
		long retry_value; \
		do \
			retry_value = (long)(call); \
		while (retry_value == -1 && errno == EINTR); \
		retry_value < 0 ? -(long)errno : retry_value; \
	})

static inline int sys_openat2(int directory, const char *path, const struct open_request *how)
{
	return (int)RETRY(syscall(SYS_openat2, directory, path, how, sizeof *how));
}

/* As fork(2) where how->stack is 0: the child goes on on a copy of the stack. */
static inline pid_t sys_clone3(const struct clone_request *how)
{
	return result_of(syscall(SYS_clone3, how, sizeof *how));
}

static inline int sys_open_tree(int directory, const char *path, unsigned int flags)
{
	return (int)RETRY(syscall(SYS_open_tree, directory, path, flags | OPEN_TREE_CLOEXEC));
}

static inline int sys_move_mount(int from, const char *from_path, int to, const char *to_path,
				 unsigned int flags)
{
	return (int)RETRY(syscall(SYS_move_mount, from, from_path, to, to_path, flags));
}

static inline int sys_fsopen(const char *type)
{
	return (int)RETRY(syscall(SYS_fsopen, type, FSOPEN_CLOEXEC));
}

static inline int sys_fsconfig(int context, unsigned int command, const char *key,
			       const void *value, int auxiliary)
{
	return (int)RETRY(syscall(SYS_fsconfig, context, command, key, value, auxiliary));
}

static inline int sys_fsmount(int context, unsigned int attributes)
{
	return (int)RETRY(syscall(SYS_fsmount, context, FSMOUNT_CLOEXEC, attributes));
}

static inline int sys_mount_setattr(int directory, const char *path, unsigned int flags,
				    const struct mount_change *change)
{
	return (int)RETRY(syscall(SYS_mount_setattr, directory, path, flags, change, sizeof *change));
}

static inline int sys_pivot_root(const char *new_root, const char *put_old)
{
	return result_of(syscall(SYS_pivot_root, new_root, put_old));
}

static inline int sys_pidfd_open(pid_t pid)
{
	return result_of(syscall(SYS_pidfd_open, pid, 0));
}

static inline int sys_pidfd_send_signal(int process, int signal)
{
	return result_of(syscall(SYS_pidfd_send_signal, process, signal, NULL, 0));
}

static inline int sys_pidfd_getfd(int process, int number)
{
	return result_of(syscall(SYS_pidfd_getfd, process, number, 0));
}

static inline int sys_close_range(unsigned int first, unsigned int last, unsigned int flags)
{
	return result_of(syscall(SYS_close_range, first, last, flags));
}

static inline int sys_bpf(int command, void *attributes, unsigned int size)
{
	return (int)RETRY(syscall(SYS_bpf, command, attributes, size));
}

/* flags holds MFD_EXEC or MFD_NOEXEC_SEAL, which are left out where the kernel does not know them. */
static inline int sys_memfd_create(const char *name, unsigned int flags)
{
	flags |= MFD_CLOEXEC;
	int fd = result_of(syscall(SYS_memfd_create, name, flags));
	if (fd == -EINVAL)
		fd = result_of(syscall(SYS_memfd_create, name,
				       flags & ~(unsigned int)(MFD_EXEC | MFD_NOEXEC_SEAL)));
	return fd;
}

/* Returns only where it fails. */
static inline int sys_execveat(int directory, const char *path, char *const *argv,
			       char *const *env, int flags)
{
	return result_of(syscall(SYS_execveat, directory, path, argv, env, flags));
}

static inline int sys_getdents64(int directory, void *buffer, size_t size)
{
	return result_of(syscall(SYS_getdents64, directory, buffer, size));
}

/* The path of the working directory as the kernel says it, "(unreachable)" included. */
static inline int sys_getcwd(char *buffer, size_t size)
{
	return result_of(syscall(SYS_getcwd, buffer, size));
}

static inline int sys_seccomp(unsigned int operation, unsigned int flags, const void *argument)
{
	return result_of(syscall(SYS_seccomp, operation, flags, argument));
}

#endif
