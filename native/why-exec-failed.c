#include "why-exec-failed.h"

#include "blocked-path.h"
#include "syscalls.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#if defined(__x86_64__)
enum { NATIVE_MACHINE = 62, COMPATIBLE_MACHINE = 3 };
#elif defined(__aarch64__)
enum { NATIVE_MACHINE = 183, COMPATIBLE_MACHINE = 40 };
#elif defined(__riscv)
enum { NATIVE_MACHINE = 243, COMPATIBLE_MACHINE = 243 };
#elif defined(__s390x__)
enum { NATIVE_MACHINE = 22, COMPATIBLE_MACHINE = 22 };
#elif defined(__powerpc64__)
enum { NATIVE_MACHINE = 21, COMPATIBLE_MACHINE = 20 };
#elif defined(__loongarch__)
enum { NATIVE_MACHINE = 258, COMPATIBLE_MACHINE = 258 };
#elif defined(__arm__)
enum { NATIVE_MACHINE = 40, COMPATIBLE_MACHINE = 40 };
#else
/* Not told apart: every machine counts as this one. */
enum { NATIVE_MACHINE = 0, COMPATIBLE_MACHINE = 0 };
#endif

static bool is_foreign(uint32_t machine)
{
	return NATIVE_MACHINE != 0 && machine != 0 && machine != NATIVE_MACHINE &&
	       machine != COMPATIBLE_MACHINE;
}

static void explain_foreign(uint32_t machine, char *why, size_t size)
{
	char number[32];
	const char *name = machine_name(machine);
	const char *native = machine_name(NATIVE_MACHINE);
	snprintf(number, sizeof number, "ELF machine %u", machine);
	snprintf(why, size, "it is a program for %s and this machine is %s: use an image for this architecture",
		 name == NULL ? number : name, native == NULL ? "another" : native);
}

/* The interpreter that head names, where it cannot be opened or executed; false where it can. */
static bool explain_other_file(const char *name, const char *role, char *why, size_t size)
{
	char part[INTERPRETER_SIZE + 128];
	struct stat status;
	struct statvfs mount;
	if (stat(name, &status) != 0) {
		if (errno == ENOENT)
			return snprintf(why, size, "\"%s\", the %s, does not exist in the container", name, role) > 0;
		return explain_blocked_path(name, part, sizeof part) &&
		       snprintf(why, size, "\"%s\", the %s, cannot be reached: %s", name, role, part) > 0;
	}
	if ((status.st_mode & 0111) == 0 || !S_ISREG(status.st_mode))
		return snprintf(why, size, "\"%s\", the %s, is not an executable file", name, role) > 0;
	return statvfs(name, &mount) == 0 && (mount.f_flag & ST_NOEXEC) != 0 &&
	       snprintf(why, size, "\"%s\", the %s, is on a mount with the option noexec", name, role) > 0;
}

/* Explains an interpreter that cannot be run; false where nothing is wrong with it. */
static bool explain_interpreter(const struct executable_head *head, char *why, size_t size)
{
	const char *role = head->kind == EXECUTABLE_SCRIPT ? "interpreter in its #! line" : "loader";
	if (head->carriage_return)
		return snprintf(why, size, "its #! line ends with a carriage return: save the script with Unix line ends") > 0;
	if (head->interpreter[0] == '\0')
		return head->kind == EXECUTABLE_SCRIPT && snprintf(why, size, "its #! line names no interpreter") > 0;
	return explain_other_file(head->interpreter, role, why, size);
}

static void explain_head(const struct executable_head *head, char *why, size_t size)
{
	if (head->kind == EXECUTABLE_EMPTY)
		snprintf(why, size, "it is an empty file");
	else if (head->kind == EXECUTABLE_OTHER)
		snprintf(why, size, "it is neither an ELF program nor begins with #!");
	else if (is_foreign(head->machine))
		explain_foreign(head->machine, why, size);
	else
		(void)explain_interpreter(head, why, size);
}

/* What the file's own attributes forbid; false where they allow it. */
static bool explain_attributes(const char *path, const struct stat *status, char *why, size_t size)
{
	struct statvfs mount;
	if (S_ISDIR(status->st_mode))
		return snprintf(why, size, "it is a directory") > 0;
	if (!S_ISREG(status->st_mode))
		return snprintf(why, size, "it is not a regular file") > 0;
	if ((status->st_mode & 0111) == 0)
		return snprintf(why, size, "it has no execute permission: chmod +x it") > 0;
	if (statvfs(path, &mount) == 0 && (mount.f_flag & ST_NOEXEC) != 0)
		return snprintf(why, size, "it is on a mount with the option noexec") > 0;
	if (syscall(SYS_faccessat2, AT_FDCWD, path, X_OK, AT_EACCESS) != 0 && errno == EACCES)
		return snprintf(why, size, "user %u may not execute it: its mode is %04o and it belongs to %u:%u",
				geteuid(), (unsigned int)(status->st_mode & 07777), status->st_uid,
				status->st_gid) > 0;
	return false;
}

/* stat(2) has just failed. */
static void explain_unreachable(const char *path, char *why, size_t size)
{
	static const char missing[] = "it does not exist in the container: ";
	size_t used = errno == ENOENT ? sizeof missing - 1 : 0;
	memcpy(why, missing, used);
	if (explain_blocked_path(path, why + used, size - used))
		return;
	why[used > 2 ? used - 2 : 0] = '\0';
}

void why_exec_failed(int error, const char *path, char *why, size_t size)
{
	uint8_t data[EXECUTABLE_HEAD_SIZE];
	struct executable_head head;
	struct stat status;
	why[0] = '\0';
	if (error != -ENOENT && error != -EACCES && error != -ENOEXEC && error != -ENOTDIR)
		return;
	if (stat(path, &status) != 0) {
		explain_unreachable(path, why, size);
		return;
	}
	if (explain_attributes(path, &status, why, size))
		return;
	int file = (int)RETRY(openat(AT_FDCWD, path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
	if (file < 0)
		return;
	long length = fstat(file, &status) == 0 && S_ISREG(status.st_mode)
		? RETRY(pread(file, data, sizeof data, 0))
		: -1;
	close(file);
	if (length < 0)
		return;
	read_executable_head(data, (size_t)length, &head);
	explain_head(&head, why, size);
}
