#include "floor.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/keyctl.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const struct {
	const char *type, *target, *data;
	unsigned long flags;
} mounts[] = {
	{"proc", "proc", NULL, 0},
	{"tmpfs", "dev", "mode=755,size=65536k", MS_NOSUID | MS_STRICTATIME},
	{"devpts", "dev/pts", "newinstance,ptmxmode=0666,mode=0620,gid=5", MS_NOSUID | MS_NOEXEC},
	{"tmpfs", "dev/shm", "mode=1777,size=65536k", MS_NOSUID | MS_NOEXEC | MS_NODEV},
	{"mqueue", "dev/mqueue", NULL, MS_NOSUID | MS_NOEXEC | MS_NODEV},
	{"sysfs", "sys", NULL, MS_NOSUID | MS_NOEXEC | MS_NODEV | MS_RDONLY},
};

static const struct {
	const char *path;
	unsigned int major, minor;
} devices[] = {
	{"dev/null", 1, 3}, {"dev/zero", 1, 5}, {"dev/full", 1, 7},
	{"dev/random", 1, 8}, {"dev/urandom", 1, 9}, {"dev/tty", 5, 0},
};

static const struct {
	const char *path, *target;
} links[] = {
	{"dev/fd", "/proc/self/fd"}, {"dev/stdin", "/proc/self/fd/0"},
	{"dev/stdout", "/proc/self/fd/1"}, {"dev/stderr", "/proc/self/fd/2"},
	{"dev/core", "/proc/kcore"}, {"dev/ptmx", "pts/ptmx"},
};

static const char *const read_only[] = {
	"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger",
};

static const char *const masked[] = {
	"/proc/acpi", "/proc/asound", "/proc/interrupts", "/proc/kcore", "/proc/keys",
	"/proc/latency_stats", "/proc/timer_list", "/proc/timer_stats", "/proc/sched_debug",
	"/proc/scsi", "/sys/devices/virtual/powercap", "/sys/firmware",
};

static void set_loopback_up(void)
{
	struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING};
	int device = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	must(device < 0 || ioctl(device, SIOCSIFFLAGS, &request) < 0, "loopback");
	close(device);
}

static void fill_root(void)
{
	for (size_t i = 0; i < COUNT(mounts); i++) {
		if (mounts[i].target[0] == 'd' && mounts[i].target[3] == '/')
			must(mkdir(mounts[i].target, 0755) < 0, mounts[i].target);
		must(mount(mounts[i].type, mounts[i].target, mounts[i].type, mounts[i].flags,
			   mounts[i].data) < 0, mounts[i].target);
	}
	umask(0);
	for (size_t i = 0; i < COUNT(devices); i++)
		must(mknod(devices[i].path, S_IFCHR | 0666, makedev(devices[i].major, devices[i].minor)) < 0,
		     devices[i].path);
	for (size_t i = 0; i < COUNT(links); i++)
		must(symlink(links[i].target, links[i].path) < 0, links[i].path);
	umask(022);
}

static void make_read_only(const char *path)
{
	if (mount(path, path, NULL, MS_BIND | MS_REC, NULL) < 0) {
		must(errno != ENOENT, path);
		return;
	}
	must(mount(NULL, path, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL) < 0, path);
}

static void mask(const char *path)
{
	if (mount("/dev/null", path, NULL, MS_BIND, NULL) == 0 || errno == ENOENT)
		return;
	must(errno != ENOTDIR || mount("tmpfs", path, "tmpfs", MS_RDONLY, "nr_inodes=2") < 0, path);
}

void prepare_root(const char *rootfs)
{
	must(sethostname("bench", 5) < 0, "sethostname");
	set_loopback_up();
	must(mount(NULL, "/", NULL, MS_SLAVE | MS_REC, NULL) < 0, "/");
	must(mount(rootfs, rootfs, NULL, MS_BIND | MS_REC, NULL) < 0, rootfs);
	must(mount(NULL, rootfs, NULL, MS_PRIVATE, NULL) < 0, rootfs);
	must(chdir(rootfs) < 0, rootfs);
	fill_root();
	must(syscall(SYS_pivot_root, ".", ".") < 0 || umount2(".", MNT_DETACH) < 0, "pivot_root");
	must(chdir("/") < 0, "/");
	setsid();
	syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, "bench");
	must(mount(NULL, "/", NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL) < 0, "/");
	for (size_t i = 0; i < COUNT(read_only); i++)
		make_read_only(read_only[i]);
	for (size_t i = 0; i < COUNT(masked); i++)
		mask(masked[i]);
}

/* CAP_AUDIT_WRITE, CAP_KILL and CAP_NET_BIND_SERVICE stay. */
static void drop_capabilities(void)
{
	const unsigned int kept = 1U << CAP_AUDIT_WRITE | 1U << CAP_KILL | 1U << CAP_NET_BIND_SERVICE;
	struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
	struct __user_cap_data_struct data[2] = {{.effective = kept, .permitted = kept}};
	for (unsigned int cap = 0; cap <= CAP_LAST_CAP; cap++)
		if (cap > 31 || (kept >> cap & 1) == 0)
			must(prctl(PR_CAPBSET_DROP, cap, 0, 0, 0) < 0, "bounding set");
	must(setgroups(0, NULL) < 0, "setgroups");
	must(setresgid(0, 0, 0) < 0 || setresuid(0, 0, 0) < 0, "ids");
	must(syscall(SYS_capset, &header, data) < 0, "capset");
}

void become_program(char *const argv[])
{
	const struct rlimit files = {1024, 1024};
	cpu_set_t all;
	for (size_t i = 0; i < sizeof all; i++)
		((unsigned char *)&all)[i] = 0xff;
	must(setrlimit(RLIMIT_NOFILE, &files) < 0, "setrlimit");
	must(sched_setaffinity(0, sizeof all, &all) < 0, "sched_setaffinity");
	drop_capabilities();
	must(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0, "no_new_privs");
	execv(argv[0], argv);
	must(1, argv[0]);
	_exit(127);
}
