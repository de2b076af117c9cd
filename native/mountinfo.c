#include "mountinfo.h"

#include "syscalls.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/sysmacros.h>

/* A line holds three paths at most, each with four characters for a blank. */
enum { BUFFER_SIZE = 64 * 1024 };

/* Calls visit with each line, without its end, until it answers false. */
static void visit_lines(bool (*visit)(void *state, char *line), void *state)
{
	static char buffer[BUFFER_SIZE];
	size_t used = 0;
	ssize_t length = 0;
	int file = (int)RETRY(openat(AT_FDCWD, "/proc/self/mountinfo", O_RDONLY | O_CLOEXEC));
	if (file < 0)
		return;
	while ((length = RETRY(read(file, buffer + used, sizeof buffer - 1 - used))) > 0) {
		char *line = buffer, *end;
		used += (size_t)length;
		buffer[used] = '\0';
		while ((end = strchr(line, '\n')) != NULL) {
			*end = '\0';
			if (!visit(state, line))
				length = 0;
			line = end + 1;
		}
		used -= (size_t)(line - buffer);
		memmove(buffer, line, used);
		if (length == 0 || used == sizeof buffer - 1)
			break;
	}
	close(file);
}

/* Copies the field with that number, from 0 on; empty where it does not fit. */
static void copy_field(const char *line, int number, char *field, size_t size)
{
	while (number-- > 0) {
		line += strcspn(line, " ");
		line += *line == ' ';
	}
	size_t length = strcspn(line, " ");
	length = length < size ? length : 0;
	memcpy(field, line, length);
	field[length] = '\0';
}

struct search {
	const char *wanted;
	char *out;
	size_t size;
};

static bool add_if_below(void *state, char *line)
{
	const struct search *search = state;
	char place[256];
	size_t used = strlen(search->out);
	copy_field(line, 4, place, sizeof place);
	if (strncmp(place, search->wanted, strlen(search->wanted)) == 0)
		snprintf(search->out + used, search->size - used, "%s%s", used > 0 ? ", " : "", place);
	return true;
}

bool list_mounts_below(const char *directory, char *list, size_t size)
{
	struct search search = {directory, list, size};
	list[0] = '\0';
	visit_lines(add_if_below, &search);
	return list[0] != '\0';
}

static bool take_type(void *state, char *line)
{
	const struct search *search = state;
	char device[32];
	const char *type = strstr(line, " - ");
	copy_field(line, 2, device, sizeof device);
	if (type == NULL || strcmp(device, search->wanted) != 0)
		return true;
	copy_field(type, 2, search->out, search->size);
	return false;
}

bool find_file_system(dev_t device, char *type, size_t size)
{
	char number[32];
	struct search search = {number, type, size};
	snprintf(number, sizeof number, "%u:%u", major(device), minor(device));
	type[0] = '\0';
	visit_lines(take_type, &search);
	return type[0] != '\0';
}
