#include "small-file.h"

#include "output.h"
#include "syscalls.h"

#include <string.h>

enum { TEXT_SIZE = 256 };

int read_small_file(int directory, const char *path, char *text, size_t size)
{
	int fd = (int)RETRY(openat(directory, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
	if (fd < 0)
		return fd;
	size_t used = 0;
	ssize_t length = 1;
	while (length > 0 && used < size - 1) {
		length = RETRY(read(fd, text + used, size - 1 - used));
		used += length > 0 ? (size_t)length : 0;
	}
	close(fd);
	text[used] = '\0';
	return length < 0 ? (int)length : (int)used;
}

int write_small_file(int directory, const char *path, const char *text, size_t size)
{
	int fd = (int)RETRY(openat(directory, path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC));
	if (fd < 0)
		return fd;
	int error = write_file(fd, text, size);
	close(fd);
	return error;
}

bool has_line(const char *path, const char *line)
{
	char text[TEXT_SIZE];
	size_t wanted = strlen(line);
	if (path[0] == '\0' || read_small_file(AT_FDCWD, path, text, sizeof text) < 0)
		return false;
	for (const char *at = text; *at != '\0';) {
		size_t length = strcspn(at, "\n");
		if (length == wanted && memcmp(at, line, length) == 0)
			return true;
		at += length + (at[length] == '\n');
	}
	return false;
}
