/*
 * read-only COMMAND...: runs a command that can change nothing. Every file system is mounted
 * read-only in a mount namespace of its own, but for cgroups, since whether those can be written is
 * a fact that plans depend on; and a seccomp filter ends the process (SIGSYS) at any
 * system call that makes, changes or removes a file, mounts, joins a namespace or touches another
 * process. Descriptors that are already open, such as the answer's pipe, can be written.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_mount_setattr
#define SYS_mount_setattr 442
#endif

struct attributes {
	__u64 set, clear, propagation, user;
};

static const int refused[] = {
#ifdef SYS_mkdir
	SYS_mkdir, SYS_rmdir, SYS_unlink, SYS_rename, SYS_link, SYS_symlink, SYS_mknod, SYS_creat,
	SYS_chmod, SYS_chown, SYS_lchown, SYS_utimes,
#endif
	SYS_mkdirat, SYS_unlinkat, SYS_renameat2, SYS_linkat, SYS_symlinkat, SYS_mknodat,
	SYS_fchmod, SYS_fchmodat, SYS_fchown, SYS_fchownat, SYS_utimensat, SYS_truncate, SYS_ftruncate,
	SYS_setxattr, SYS_lsetxattr, SYS_fsetxattr, SYS_removexattr,
	SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_unshare, SYS_setns, SYS_sethostname,
	SYS_kill, SYS_ptrace, SYS_bpf, SYS_swapon, SYS_reboot, SYS_init_module,
};

enum { COUNT = sizeof refused / sizeof *refused };

static void push(struct sock_filter *filter, size_t *length, struct sock_filter instruction)
{
	filter[(*length)++] = instruction;
}

static int install(void)
{
	struct sock_filter filter[3 * COUNT + 16];
	size_t length = 0;
	push(filter, &length, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
							   offsetof(struct seccomp_data, nr)));
	for (size_t i = 0; i < COUNT; i++) {
		push(filter, &length, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
								   (__u32)refused[i], 0, 1));
		push(filter, &length, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K,
								   SECCOMP_RET_KILL_PROCESS));
	}
	/*
	 * Opening: never to make or to empty a file. For writing only without blocking, as a FIFO is
	 * opened to see whether it has a reader.
	 */
	push(filter, &length, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 1, 0));
	push(filter, &length, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
	push(filter, &length, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
							   offsetof(struct seccomp_data, args[2])));
	push(filter, &length, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K,
							   O_CREAT | O_TRUNC, 2, 0));
	push(filter, &length, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K,
							   O_WRONLY | O_RDWR, 0, 2));
	push(filter, &length, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_NONBLOCK, 1, 0));
	push(filter, &length, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
	push(filter, &length, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
	struct sock_fprog program = {(unsigned short)length, filter};
	return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
}

int main(int argc, char **argv)
{
	struct attributes readonly = {.set = MS_RDONLY}, writable = {.clear = MS_RDONLY};
	if (argc < 2)
		return 2;
	if (unshare(CLONE_NEWNS) < 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
	    syscall(SYS_mount_setattr, AT_FDCWD, "/", AT_RECURSIVE, &readonly, sizeof readonly) < 0 ||
	    syscall(SYS_mount_setattr, AT_FDCWD, "/sys/fs/cgroup", AT_RECURSIVE, &writable,
		    sizeof writable) < 0) {
		perror("read-only: mounts");
		return 3;
	}
	/* Filters stay across execve, and this one refuses none. */
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 || install() < 0) {
		perror("read-only: seccomp");
		return 3;
	}
	execv(argv[1], argv + 1);
	perror("read-only: execv");
	return 3;
}
