#include "sealed-copy.h"

#include "output.h"
#include "syscalls.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>

extern char **environ;

enum { ALL_SEALS = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE };

static int open_self(void)
{
	return (int)RETRY(openat(AT_FDCWD, "/proc/self/exe", O_RDONLY | O_CLOEXEC));
}

bool runs_sealed(void)
{
	int self = open_self();
	if (self < 0)
		return false;
	int seals = fcntl(self, F_GET_SEALS);
	close(self);
	return seals >= 0 && (seals & ALL_SEALS) == ALL_SEALS;
}

static int copy_all(int from, int to)
{
	struct stat status;
	if (fstat(from, &status) < 0)
		return -errno;
	for (off_t left = status.st_size; left > 0;) {
		ssize_t copied = RETRY(sendfile(to, from, NULL, (size_t)left));
		if (copied <= 0)
			return copied < 0 ? (int)copied : -EIO;
		left -= copied;
	}
	return 0;
}

int make_sealed_copy(void)
{
	int self = open_self();
	if (self < 0)
		return self;
	int copy = sys_memfd_create("pelagos", MFD_ALLOW_SEALING | MFD_EXEC);
	int error = copy < 0 ? copy : copy_all(self, copy);
	close(self);
	if (error == 0 && fcntl(copy, F_ADD_SEALS, ALL_SEALS) < 0)
		error = -errno;
	if (error != 0 && copy >= 0)
		close(copy);
	return error == 0 ? copy : error;
}

int make_plan_file(const struct plan_bytes *plan)
{
	int file = sys_memfd_create("pelagos-plan", MFD_NOEXEC_SEAL);
	if (file < 0)
		return file;
	int error = write_file(file, plan->data, plan->size);
	if (error == 0 && lseek(file, 0, SEEK_SET) < 0)
		error = -errno;
	if (error != 0)
		close(file);
	return error == 0 ? file : error;
}

int become_sealed_copy(int copy, int answer, uint32_t preserved, char *const argv[])
{
	enum { HIGHEST = 1 << 20 };
	uint32_t end = preserved < HIGHEST ? 3 + preserved : HIGHEST;
	/* Close-on-exec was set on all at the start; the copy sets it again. */
	for (uint32_t fd = 3; fd < end; fd++)
		if ((int)fd != copy)
			(void)fcntl((int)fd, F_SETFD, 0);
	if (answer >= 0 && fcntl(answer, F_SETFD, 0) < 0)
		return -errno;
	return sys_execveat(copy, "", argv, environ, AT_EMPTY_PATH);
}
