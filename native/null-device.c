#include "null-device.h"

#include "syscalls.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

static int null = -1;

void close_null_device(void)
{
	if (null >= 0)
		close(null);
	null = -1;
}

int null_device(void)
{
	struct stat status;
	if (null >= 0)
		return null;
	int fd = (int)RETRY(openat(AT_FDCWD, "/dev/null", O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
	if (fd < 0)
		return fd;
	if (fstat(fd, &status) < 0 || !S_ISCHR(status.st_mode) || status.st_rdev != makedev(1, 3)) {
		close(fd);
		return -ENODEV;
	}
	null = fd;
	return null;
}
