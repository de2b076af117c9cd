/*
 * survey: prints all that a process can see of itself and of its container, one "key<TAB>value" a
 * line, in an order that does not depend on the runtime. For the differential tests.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/utsname.h>
#include <unistd.h>

extern char **environ;

static void print_line(const char *path, const char *key)
{
	char text[4096] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		printf("%s\terrno %d\n", key, errno);
		return;
	}
	ssize_t length = read(fd, text, sizeof text - 1);
	close(fd);
	if (length < 0)
		printf("%s\terrno %d\n", key, errno);
	text[length < 0 ? 0 : length] = 0;
	for (char *c = text; *c; c++)
		if (*c == '\n')
			*c = c[1] ? '|' : ' ';
	printf("%s\t%s\n", key, text);
}

/* Each line of a file as a key of its own, so that a difference names the line. */
static void print_lines(const char *path, const char *prefix)
{
	char line[8192];
	FILE *file = fopen(path, "re");
	if (!file)
		return;
	while (fgets(line, sizeof line, file)) {
		line[strcspn(line, "\n")] = 0;
		char *colon = strchr(line, ':');
		if (!colon)
			continue;
		*colon = 0;
		printf("%s.%s\t%s\n", prefix, line, colon + 1 + strspn(colon + 1, " \t"));
	}
	fclose(file);
}

static void limits(void)
{
	for (int which = 0; which < 16; which++) {
		struct rlimit limit;
		if (getrlimit(which, &limit) == 0)
			printf("rlimit.%d\t%lld %lld\n", which, (long long)limit.rlim_cur,
			       (long long)limit.rlim_max);
	}
}

static void scheduling(void)
{
	printf("policy\t%d\n", sched_getscheduler(0));
	printf("nice\t%d\n", getpriority(PRIO_PROCESS, 0));
	printf("ioprio\t%ld\n", syscall(SYS_ioprio_get, 1, 0));
	printf("personality\t%x\n", personality(0xffffffff));
	printf("securebits\t%x\n", prctl(PR_GET_SECUREBITS));
	printf("dumpable\t%d\n", prctl(PR_GET_DUMPABLE));
	printf("subreaper\t");
	int flag = 0;
	prctl(PR_GET_CHILD_SUBREAPER, &flag);
	printf("%d\n", flag);
	prctl(PR_GET_PDEATHSIG, &flag);
	printf("pdeathsig\t%d\n", flag);
	printf("thp\t%d\n", prctl(PR_GET_THP_DISABLE, 0, 0, 0, 0));
	printf("session\t%d %d\n", getsid(0) == getpid(), getpgrp() == getpid());
}

static void descriptors(void)
{
	for (int fd = 0; fd < 1024; fd++) {
		char name[64], target[PATH_MAX] = "";
		snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
		if (readlink(name, target, sizeof target - 1) > 0)
			printf("fd.%d\t%s flags=%o\n", fd, target, fcntl(fd, F_GETFL) & ~0100000);
	}
}

static void describe(const char *key, const char *path)
{
	struct stat stat;
	char target[PATH_MAX] = "";
	if (lstat(path, &stat) < 0) {
		printf("%s\terrno %d\n", key, errno);
		return;
	}
	if (S_ISLNK(stat.st_mode) && readlink(path, target, sizeof target - 1) > 0)
		printf("%s\tlink %s\n", key, target);
	else
		printf("%s\t%o %u:%u %u:%u\n", key, stat.st_mode, stat.st_uid, stat.st_gid,
		       S_ISDIR(stat.st_mode) ? 0 : major(stat.st_rdev),
		       S_ISDIR(stat.st_mode) ? 0 : minor(stat.st_rdev));
}

static int by_name(const struct dirent **one, const struct dirent **other)
{
	return strcmp((*one)->d_name, (*other)->d_name);
}

static void folder(const char *path)
{
	struct dirent **entries;
	int count = scandir(path, &entries, NULL, by_name);
	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name;
		char key[PATH_MAX], whole[PATH_MAX];
		snprintf(key, sizeof key, "file.%s/%s", path, name);
		snprintf(whole, sizeof whole, "%s/%s", path, name);
		if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
			describe(key, whole);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

/* What can be done with a path: read, write, list. */
static void access_to(const char *path)
{
	char byte;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	int read_error = fd < 0 ? errno : 0;
	long length = fd < 0 ? -1 : read(fd, &byte, 1);
	int status = fd >= 0 && length < 0 ? errno : 0;
	if (fd >= 0)
		close(fd);
	fd = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK);
	printf("access.%s\topen %d read %ld %d write %d\n", path, read_error, length, status,
	       fd < 0 ? errno : 0);
	if (fd >= 0)
		close(fd);
}

static void namespaces(void)
{
	static const char *const names[] = {"cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char path[64], target[64] = "";
		snprintf(path, sizeof path, "/proc/self/ns/%s", names[i]);
		if (readlink(path, target, sizeof target - 1) > 0)
			printf("ns.%s\t%s\n", names[i], target);
	}
}

static void mounts(void)
{
	char line[8192];
	FILE *file = fopen("/proc/self/mountinfo", "re");
	while (file && fgets(line, sizeof line, file))
		printf("mountinfo\t%s", line);
	if (file)
		fclose(file);
}

int main(int argc, char **argv)
{
	struct utsname names;
	char cwd[PATH_MAX];
	mode_t mask = umask(0);
	umask(mask);
	for (int i = 0; i < argc; i++)
		printf("argv.%d\t%s\n", i, argv[i]);
	for (char **entry = environ; *entry; entry++)
		printf("env.%ld\t%s\n", (long)(entry - environ), *entry);
	uname(&names);
	printf("hostname\t%s\ndomainname\t%s\n", names.nodename, names.domainname);
	printf("cwd\t%s\n", getcwd(cwd, sizeof cwd) ? cwd : "gone");
	printf("umask\t%o\n", mask);
	print_lines("/proc/self/status", "status");
	limits();
	scheduling();
	descriptors();
	namespaces();
	mounts();
	folder("/dev");
	folder("/dev/pts");
	folder("/");
	for (int i = 1; i < argc; i++)
		access_to(argv[i]);
	for (int i = 1; i < argc; i++)
		describe(argv[i], argv[i]);
	print_line("/proc/self/cgroup", "cgroup");
	print_line("/proc/self/oom_score_adj", "oom_score_adj");
	print_line("/proc/self/uid_map", "uid_map");
	print_line("/proc/self/gid_map", "gid_map");
	print_line("/proc/self/setgroups", "setgroups");
	print_line("/proc/self/timens_offsets", "timens_offsets");
	print_line("/proc/sys/net/ipv4/ip_forward", "sysctl.ip_forward");
	print_line("/proc/sys/kernel/msgmax", "sysctl.msgmax");
	print_line("/proc/net/dev", "net");
	return 0;
}
