#include "process-stat.h"

#include "small-file.h"
#include "syscalls.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of the file: the state is field 3, the start time field 22. */
enum { FIELDS_BETWEEN = 19 };

int parse_process_stat(const char *text, struct process_stat *stat)
{
	/* The name stands in parentheses and may hold any of the characters around it. */
	const char *open = strchr(text, '(');
	const char *close = strrchr(text, ')');
	if (open == NULL || close == NULL || close < open || close[1] != ' ')
		return -EPROTO;
	size_t length = (size_t)(close - open - 1);
	if (length >= sizeof stat->comm)
		length = sizeof stat->comm - 1;
	memcpy(stat->comm, open + 1, length);
	stat->comm[length] = '\0';
	const char *field = close + 2;
	stat->state = *field;
	for (int i = 0; i < FIELDS_BETWEEN; i++) {
		field = strchr(field, ' ');
		if (field == NULL)
			return -EPROTO;
		field++;
	}
	char *end = NULL;
	stat->start_time = strtoull(field, &end, 10);
	return end == field ? -EPROTO : 0;
}

int read_process_stat(pid_t pid, struct process_stat *stat)
{
	char path[40], text[1024];
	snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
	int length = read_small_file(AT_FDCWD, path, text, sizeof text);
	if (length < 0)
		return length == -ENOENT ? -ESRCH : length;
	return parse_process_stat(text, stat);
}

void describe_process(pid_t pid, char *text, size_t size)
{
	char path[40], place[64] = "";
	struct process_stat stat;
	int used = snprintf(text, size, "%d", (int)pid);
	if (used < 0 || (size_t)used >= size || read_process_stat(pid, &stat) != 0)
		return;
	snprintf(path, sizeof path, "/proc/%d/wchan", (int)pid);
	/* "0" for a process that waits for nothing, and for readers that may not know. */
	bool known = read_small_file(AT_FDCWD, path, place, sizeof place) > 1;
	snprintf(text + used, size - (size_t)used, " (%s, state %c%s%s)", stat.comm, stat.state,
		 known ? ", in " : "", known ? place : "");
}
