#include "memory-end.h"

#include "small-file.h"

#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Twice what was measured to be needed by the executor and a small static program. */
enum { ENOUGH_KIB = 512 };

/* The number behind key, which begins a line ("": the first number); -1 where there is none. */
static int64_t read_number(const char *cgroup, const char *file, const char *key)
{
	char path[PATH_MAX], text[1024];
	size_t length = strlen(key);
	snprintf(path, sizeof path, "%s/%s", cgroup, file);
	if (read_small_file(AT_FDCWD, path, text, sizeof text) <= 0)
		return -1;
	for (const char *line = text; line != NULL; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncmp(line, key, length) == 0 && line[length] != '\0')
			return strtoll(line + length, NULL, 10);
	}
	return -1;
}

static int64_t first_number(const char *cgroup, const char *file, const char *older)
{
	int64_t number = read_number(cgroup, file, "");
	return number < 0 ? read_number(cgroup, older, "") : number;
}

int64_t count_memory_ends(const char *cgroup)
{
	int64_t ended = *cgroup == '\0' ? -1 : read_number(cgroup, "memory.events", "oom_kill ");
	return ended < 0 && *cgroup != '\0' ? read_number(cgroup, "memory.oom_control", "oom_kill ") : ended;
}

bool explain_memory_end(const char *cgroup, int64_t before, char *how, size_t size)
{
	if (count_memory_ends(cgroup) <= (before < 0 ? 0 : before))
		return false;
	int64_t limit = first_number(cgroup, "memory.max", "memory.limit_in_bytes");
	/* Version 2 tells it since Linux 5.19. */
	int64_t peak = first_number(cgroup, "memory.peak", "memory.max_usage_in_bytes");
	char most[64] = "";
	if (peak >= 0)
		snprintf(most, sizeof most, ", the most it used %lld", (long long)peak);
	snprintf(how, size, "was ended by the kernel because the memory of its cgroup was used up: "
			    "the limit is %lld bytes%s; %d KiB are enough to start a small program",
		 (long long)limit, most, ENOUGH_KIB);
	return true;
}
