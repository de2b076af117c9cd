#include "cgroup-tree.h"

#include "directory.h"
#include "syscalls.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <time.h>

/* Each level holds a descriptor and a buffer; cgroup.max.depth is far smaller in practice. */
enum { DEPTH_LIMIT = 64, PAUSE_US = 200, LONGEST_PAUSE_US = 10000 };

int open_cgroup(int parent, const char *name)
{
	return (int)RETRY(openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

/* A cgroup that was removed under our descriptor answers ENODEV. */
static bool is_gone(int error)
{
	return error == -ENOENT || error == -ENODEV;
}

/* Visits the numbers of a cgroup.procs: how many there are, or a negative errno. */
static int visit_numbers(int fd, void (*visit)(void *state, pid_t pid), void *state)
{
	char text[4096];
	int count = 0;
	pid_t pid = 0;
	for (;;) {
		ssize_t length = RETRY(read(fd, text, sizeof text));
		if (length <= 0)
			return length < 0 ? (int)length : count;
		for (ssize_t i = 0; i < length; i++) {
			if (text[i] >= '0' && text[i] <= '9') {
				pid = pid * 10 + (text[i] - '0');
				continue;
			}
			count++;
			if (pid > 0)
				visit(state, pid);
			pid = 0;
		}
	}
}

static int visit_own(int cgroup, void (*visit)(void *state, pid_t pid), void *state)
{
	int fd = (int)RETRY(openat(cgroup, "cgroup.procs", O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
	if (fd < 0)
		return is_gone(fd) ? 0 : fd;
	int count = visit_numbers(fd, visit, state);
	close(fd);
	/* A threaded cgroup refuses: its processes stand in the domain above. */
	return is_gone(count) || count == -EOPNOTSUPP ? 0 : count;
}

static int visit_tree(int cgroup, int depth, void (*visit)(void *state, pid_t pid), void *state)
{
	struct directory directory;
	struct entry entry;
	int total = visit_own(cgroup, visit, state);
	int found = total < 0 ? total : depth > DEPTH_LIMIT ? -ELOOP : 1;
	directory_begin(&directory, cgroup);
	while (found == 1 && (found = directory_next(&directory, &entry)) == 1) {
		if (entry.type != DT_DIR)
			continue;
		int child = open_cgroup(cgroup, entry.name);
		int count = child < 0 ? child : visit_tree(child, depth + 1, visit, state);
		if (child >= 0)
			close(child);
		if (count < 0 && !is_gone(count))
			return count;
		total += count > 0 ? count : 0;
	}
	return found < 0 && !is_gone(found) ? found : total;
}

int visit_processes(int cgroup, void (*visit)(void *state, pid_t pid), void *state)
{
	return visit_tree(cgroup, 0, visit, state);
}

static int remove_tree(int cgroup, int depth)
{
	struct directory directory;
	struct entry entry;
	int found = depth > DEPTH_LIMIT ? -ELOOP : 1;
	directory_begin(&directory, cgroup);
	while (found == 1 && (found = directory_next(&directory, &entry)) == 1) {
		if (entry.type != DT_DIR)
			continue;
		int child = open_cgroup(cgroup, entry.name);
		int error = child < 0 ? child : remove_tree(child, depth + 1);
		if (child >= 0)
			close(child);
		if (error == 0 && unlinkat(cgroup, entry.name, AT_REMOVEDIR) < 0)
			error = -errno;
		if (error != 0 && !is_gone(error))
			return error;
	}
	return is_gone(found) ? 0 : found;
}

int remove_cgroups_below(int cgroup)
{
	return remove_tree(cgroup, 0);
}

struct patience patience_of(uint32_t milliseconds)
{
	return (struct patience){(int64_t)milliseconds * 1000, 0, PAUSE_US};
}

int pause_patiently(struct patience *patience)
{
	if (patience->waited_us >= patience->limit_us)
		return 0;
	const struct timespec time = {0, patience->pause_us * 1000};
	nanosleep(&time, NULL);
	patience->waited_us += patience->pause_us;
	if (patience->pause_us < LONGEST_PAUSE_US)
		patience->pause_us *= 2;
	return 1;
}
