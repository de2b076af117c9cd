#include "procfs.h"

#include "scoped-fd.h"
#include "syscalls.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/vfs.h>

enum { PROC_MAGIC = 0x9fa0 };

int check_procfs(int fd)
{
	struct statfs status;
	if (RETRY(fstatfs(fd, &status)) < 0)
		return -errno;
	return status.f_type == PROC_MAGIC ? 0 : -EXDEV;
}

int open_own_proc(void)
{
	SCOPED_FD proc = (int)RETRY(openat(AT_FDCWD, "/proc", O_PATH | O_DIRECTORY | O_CLOEXEC));
	if (proc < 0)
		return proc;
	int status = check_procfs(proc);
	return status < 0 ? status : release_fd(&proc);
}

int own_proc_path(int proc, char *path, size_t size, const char *format, ...)
{
	ssize_t length = readlinkat(proc, "self", path, size - 1);
	if (length < 0)
		return -errno;
	path[length] = '\0';
	if ((size_t)length + 2 > size || strspn(path, "0123456789") != (size_t)length)
		return -ENAMETOOLONG;
	path[length++] = '/';
	va_list arguments;
	va_start(arguments, format);
	int printed = vsnprintf(path + length, size - (size_t)length, format, arguments);
	va_end(arguments);
	return printed >= 0 && (size_t)printed < size - (size_t)length ? 0 : -ENAMETOOLONG;
}
