#include "floor.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = 512 };

/* Hierarchies of version 1; a host has some of them, or none. */
static const char *const hierarchies[] = {
	"hugetlb", "systemd", "pids", "blkio", "freezer", "devices",
	"memory", "cpuset", "cpuacct", "cpu",
};

/* The rules of the bundle, and those for the devices that every container has. */
static const char *const allowed[] = {
	"c *:* m", "b *:* m", "c 1:3 rwm", "c 1:8 rwm", "c 1:7 rwm", "c 5:0 rwm",
	"c 1:5 rwm", "c 1:9 rwm", "c 136:* rwm", "c 5:2 rwm", "c 10:200 rwm",
};

#define EACH(item, list) \
	(const char *const *item = (list); item < (list) + sizeof(list) / sizeof *(list); item++)

static const char *path_of(const char *hierarchy, const char *name, const char *file)
{
	static char path[PATH_SIZE];
	snprintf(path, sizeof path, "/sys/fs/cgroup/%s/%s/%s", hierarchy, name, file);
	return path;
}

static void write_text(const char *path, const char *text)
{
	int file = open(path, O_WRONLY | O_CLOEXEC);
	must(file < 0 || write(file, text, strlen(text)) < 0, path);
	close(file);
}

/* A cpuset is empty at first, and takes no process then. */
static void copy_cpuset(const char *name, const char *file)
{
	char text[4096];
	size_t length = read_text(path_of("cpuset", ".", file), text, sizeof text);
	if (length > 0)
		write_text(path_of("cpuset", name, file), text);
}

static void write_rules(const char *name)
{
	write_text(path_of("devices", name, "devices.deny"), "a *:* rwm");
	int file = open(path_of("devices", name, "devices.allow"), O_WRONLY | O_CLOEXEC);
	must(file < 0, "devices.allow");
	for EACH (rule, allowed)
		must(write(file, *rule, strlen(*rule)) < 0, *rule);
	close(file);
}

static const char *unified(void)
{
	return access("/sys/fs/cgroup/unified", F_OK) == 0 ? "unified" : ".";
}

int make_cgroups(const char *name)
{
	for EACH (hierarchy, hierarchies) {
		if (mkdir(path_of(*hierarchy, name, ""), 0755) < 0) {
			must(errno != ENOENT && errno != EEXIST, *hierarchy);
			continue;
		}
		if (strcmp(*hierarchy, "cpuset") == 0) {
			copy_cpuset(name, "cpuset.cpus");
			copy_cpuset(name, "cpuset.mems");
		} else if (strcmp(*hierarchy, "devices") == 0) {
			write_rules(name);
		}
	}
	const char *path = path_of(unified(), name, "");
	must(mkdir(path, 0755) < 0, path);
	int directory = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	must(directory < 0, path);
	return directory;
}

void enter_cgroups(const char *name)
{
	for EACH (hierarchy, hierarchies) {
		int file = open(path_of(*hierarchy, name, "tasks"), O_WRONLY | O_CLOEXEC);
		if (file < 0)
			continue;
		must(write(file, "0", 1) < 0, *hierarchy);
		close(file);
	}
}

void remove_cgroups(const char *name)
{
	for EACH (hierarchy, hierarchies)
		rmdir(path_of(*hierarchy, name, ""));
	rmdir(path_of(unified(), name, ""));
}
