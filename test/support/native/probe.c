/*
 * probe WHAT...: small attacks and questions, run inside containers. Prints the answer, with errno
 * as a number where a call failed.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/keyctl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static void print_errno(long result)
{
	if (result < 0)
		printf("errno %d\n", errno);
	else
		printf("ok %ld\n", result);
}

/* CVE-2017-5226: types into the caller's terminal. */
static void terminal_input(void)
{
	print_errno(ioctl(0, TIOCSTI, "!"));
}

static void keyring(void)
{
	char text[256] = "";
	long serial = syscall(SYS_keyctl, KEYCTL_GET_KEYRING_ID, KEY_SPEC_SESSION_KEYRING, 0);
	syscall(SYS_keyctl, KEYCTL_DESCRIBE, serial, text, sizeof text);
	printf("%ld %s\n", serial, text);
}

/* What a neighbour could do who knows or guesses the name. */
static void join_keyring(const char *name)
{
	print_errno(syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, name));
}

/* The oldest way out of chroot(2): a working directory that is not below the new root. */
static void break_out(void)
{
	mkdir("/tmp/in", 0755);
	if (chdir("/") < 0 || chroot("/tmp/in") < 0) {
		print_errno(-1);
		return;
	}
	for (int i = 0; i < 64; i++)
		if (chdir("..") < 0)
			break;
	DIR *directory = chroot(".") < 0 ? NULL : opendir("/");
	if (directory == NULL)
		print_errno(-1);
	for (struct dirent *entry; directory != NULL && (entry = readdir(directory)) != NULL;)
		if (entry->d_name[0] != '.')
			puts(entry->d_name);
}

/* CVE-2019-5736: writes to the program that runs a process. */
static void overwrite(const char *path)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	print_errno(fd);
	if (fd >= 0)
		print_errno(write(fd, "x", 1));
}

static void system_call(char **words)
{
	long arguments[4] = {0};
	for (int i = 1; words[i] != NULL && i <= 4; i++)
		arguments[i - 1] = strtol(words[i], NULL, 0);
	print_errno(syscall(atol(words[0]), arguments[0], arguments[1], arguments[2], arguments[3]));
}

static void descriptors(void)
{
	for (int fd = 0; fd < 4096; fd++)
		if (fcntl(fd, F_GETFD) >= 0)
			printf("%d ", fd);
	putchar('\n');
}

static void credentials(void)
{
	uid_t uid[3];
	gid_t gid[3], groups[64];
	getresuid(uid, uid + 1, uid + 2);
	getresgid(gid, gid + 1, gid + 2);
	printf("uid %u %u %u gid %u %u %u groups", uid[0], uid[1], uid[2], gid[0], gid[1], gid[2]);
	int count = getgroups(64, groups);
	for (int i = 0; i < count; i++)
		printf(" %u", groups[i]);
	putchar('\n');
}

static void working_directory(void)
{
	char path[4096] = "";
	long length = syscall(SYS_getcwd, path, sizeof path);
	printf("%ld %s\n", length, path);
}

/* Prints each signal it gets: real-time ones too, of which shells know nothing. */
static void catch_signals(void)
{
	sigset_t all;
	siginfo_t info;
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	puts("ready");
	fflush(stdout);
	while (sigwaitinfo(&all, &info) > 0) {
		printf("signal %d\n", info.si_signo);
		fflush(stdout);
		if (info.si_signo == SIGTERM)
			return;
	}
}

/* CVE-2021-30465: exchanges two names for as long as it lives. */
static void race(const char *one, const char *other)
{
	for (;;)
		syscall(SYS_renameat2, AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE);
}

/* The signals that are ignored or blocked where they should not be, and the limits of the engine. */
static void inherited(void)
{
	char line[256];
	FILE *status = fopen("/proc/self/status", "re");
	while (status != NULL && fgets(line, sizeof line, status) != NULL)
		if (strncmp(line, "Sig", 3) == 0 || strncmp(line, "Shd", 3) == 0)
			fputs(line, stdout);
	printf("pdeathsig ");
	int signal = -1;
	prctl(PR_GET_PDEATHSIG, &signal);
	printf("%d subreaper ", signal);
	prctl(PR_GET_CHILD_SUBREAPER, &signal);
	printf("%d dumpable %d\n", signal, prctl(PR_GET_DUMPABLE));
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";
	if (strcmp(what, "tiocsti") == 0)
		terminal_input();
	else if (strcmp(what, "keyring") == 0)
		keyring();
	else if (strcmp(what, "break-out") == 0)
		break_out();
	else if (strcmp(what, "join-keyring") == 0 && argc > 2)
		join_keyring(argv[2]);
	else if (strcmp(what, "overwrite") == 0 && argc > 2)
		overwrite(argv[2]);
	else if (strcmp(what, "syscall") == 0 && argc > 2)
		system_call(argv + 2);
	else if (strcmp(what, "fds") == 0)
		descriptors();
	else if (strcmp(what, "id") == 0)
		credentials();
	else if (strcmp(what, "cwd") == 0)
		working_directory();
	else if (strcmp(what, "catch") == 0)
		catch_signals();
	else if (strcmp(what, "inherited") == 0)
		inherited();
	else if (strcmp(what, "race") == 0 && argc > 3)
		race(argv[2], argv[3]);
	else
		return 2;
	return 0;
}
