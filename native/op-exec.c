/* The last steps of a container's process, as its own user in its own root. */
#include "environment.h"
#include "in-root.h"
#include "passwd.h"
#include "scoped-fd.h"
#include "syscalls.h"
#include "why-exec-failed.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>

uint32_t caller_descriptors;

enum { PASSWD_SIZE_MAX = 1024 * 1024, DESCRIPTORS_MAX = 1 << 20, DESCRIPTORS_MIN = 4096 };

int op_change_directory(struct context *ctx, const struct op_change_directory *arg)
{
	/*
	 * Where an earlier op arrived and looked: as a user that may have been allowed more than this
	 * one, and before a filter that may refuse getcwd(2).
	 */
	static char reached[PATH_MAX];
	char path[PATH_MAX];
	if (strlen(arg->path) >= sizeof reached)
		return -ENAMETOOLONG;
	if (strcmp(reached, arg->path) == 0)
		return 0;
	if (chdir(arg->path) != 0)
		return -errno;
	int status = sys_getcwd(path, sizeof path);
	if (status < 0)
		return status;
	/* "(unreachable)/…": outside of the root, by way of a descriptor that leaked. */
	if (path[0] != '/')
		return fail_with(ctx, -ENOENT, "the directory is outside of the root of the container");
	strcpy(reached, arg->path);
	return 0;
}

/* Opens /etc/passwd below root if it is a regular file; what is no file is never opened for reading. */
static int open_passwd(int root)
{
	struct stat place_status;
	struct stat file_status;
	SCOPED_FD place = open_in_root(root, "/etc/passwd", O_PATH, 0);
	if (place < 0 || fstat(place, &place_status) != 0 || !S_ISREG(place_status.st_mode))
		return -1;
	SCOPED_FD file = open_in_root(root, "/etc/passwd", O_RDONLY | O_NONBLOCK | O_NOCTTY, 0);
	if (file < 0 || fstat(file, &file_status) != 0 || file_status.st_ino != place_status.st_ino ||
	    file_status.st_dev != place_status.st_dev || file_status.st_size > PASSWD_SIZE_MAX)
		return -1;
	return release_fd(&file);
}

static void read_home(int file, uint32_t uid, char *home, size_t size)
{
	size_t used = 0;
	long length;
	char *data = mmap(NULL, PASSWD_SIZE_MAX, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (data == MAP_FAILED)
		return;
	while ((length = RETRY(read(file, data + used, PASSWD_SIZE_MAX - used))) > 0)
		used += (size_t)length;
	if (length == 0)
		(void)find_home(data, used, uid, home, size);
	munmap(data, PASSWD_SIZE_MAX);
}

int op_home(struct context *ctx, const struct op_home *arg)
{
	char home[PATH_MAX - sizeof "HOME="] = "";
	int root = slot_fd(ctx, arg->root);
	if (root < 0)
		return root;
	SCOPED_FD file = open_passwd(root);
	if (file >= 0)
		read_home(file, arg->uid, home, sizeof home);
	snprintf(ctx->home, sizeof ctx->home, "HOME=%s", home[0] == '\0' ? "/" : home);
	return 0;
}

/* access(2) as the effective user; filters and kernels that do not know faccessat2 get the old call. */
static int check_executable(const char *path)
{
	struct stat status;
	if (stat(path, &status) != 0)
		return -errno;
	if (S_ISDIR(status.st_mode))
		return -EISDIR;
	if (!S_ISREG(status.st_mode))
		return -EACCES;
	if (syscall(SYS_faccessat2, AT_FDCWD, path, X_OK, AT_EACCESS) == 0)
		return 0;
	if (errno != ENOSYS && errno != EPERM)
		return -errno;
	return syscall(SYS_faccessat, AT_FDCWD, path, X_OK) == 0 ? 0 : -errno;
}

/* Tries file in each directory of path; the worst that a match was refused for outlasts ENOENT. */
static int search_path(const char *file, const char *path, char *found, size_t size)
{
	int worst = -ENOENT;
	for (;;) {
		size_t length = strcspn(path, ":");
		int printed = length == 0 ? snprintf(found, size, "./%s", file)
					  : snprintf(found, size, "%.*s/%s", (int)length, path, file);
		int status = printed < 0 || (size_t)printed >= size ? -ENAMETOOLONG : check_executable(found);
		if (status == 0)
			return 0;
		if (status == -EACCES || (status == -EISDIR && worst == -ENOENT))
			worst = status;
		if (path[length] == '\0')
			return worst;
		path += length + 1;
	}
}

static int fail_executable(struct context *ctx, int error, const char *file)
{
	char why[2 * INTERPRETER_SIZE + 256];
	why_exec_failed(error, file, why, sizeof why);
	return why[0] == '\0' ? error : fail_with(ctx, error, "%s", why);
}

int op_resolve_executable(struct context *ctx, const struct op_resolve_executable *arg)
{
	const char *file = *arg->file == '\0' && ctx->given_words != NULL ? ctx->given_words[0] : arg->file;
	if (*file == '\0')
		return fail_with(ctx, -ENOENT, "the name of the program is empty");
	if (strchr(file, '/') != NULL) {
		if (strlen(file) >= sizeof ctx->executable)
			return -ENAMETOOLONG;
		strcpy(ctx->executable, file);
		int status = check_executable(file);
		return status < 0 ? fail_executable(ctx, status, file) : 0;
	}
	int status = search_path(file, arg->path, ctx->executable, sizeof ctx->executable);
	if (status == -ENOENT)
		return fail_with(ctx, status, "it is in no directory of PATH \"%s\"", arg->path);
	return status;
}

/* Kernels before 5.11, and filters that do not know close_range(2). */
static void mark_one_by_one(uint32_t first)
{
	struct rlimit limit;
	uint32_t end = DESCRIPTORS_MIN;
	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur > end)
		end = limit.rlim_cur < DESCRIPTORS_MAX ? (uint32_t)limit.rlim_cur : DESCRIPTORS_MAX;
	for (uint32_t fd = first; fd < end; fd++)
		(void)fcntl((int)fd, F_SETFD, FD_CLOEXEC);
}

int op_inherit_fds(struct context *ctx, const struct op_inherit_fds *arg)
{
	if (arg->count > DESCRIPTORS_MAX)
		return -EMFILE;
	for (uint32_t fd = 3; fd < 3 + arg->count; fd++) {
		if (fcntl((int)fd, F_SETFD, 0) != 0)
			return fail_with(ctx, -errno, "descriptor %u is not open", fd);
	}
	if (sys_close_range(3 + arg->count, ~0U, CLOSE_RANGE_CLOEXEC) < 0)
		mark_one_by_one(3 + arg->count);
	return 0;
}

/* By what was counted at the start: by now some of these may be open as our own. */
int op_preserve_fds(struct context *ctx, const struct op_preserve_fds *arg)
{
	if (arg->count > DESCRIPTORS_MAX)
		return -EMFILE;
	for (uint32_t fd = 3; fd < 3 + arg->count; fd++) {
		if (fd - 3 >= caller_descriptors)
			return fail_with(ctx, -EBADF, "descriptor %u was not open when pelagos was started", fd);
	}
	ctx->preserved = arg->count;
	return 0;
}

int op_own_pid(struct context *ctx, const struct op_own_pid *arg)
{
	int length = snprintf(ctx->own_pid, sizeof ctx->own_pid, "%s=%d", arg->variable, (int)getpid());
	return length < (int)sizeof ctx->own_pid ? 0 : -ENAMETOOLONG;
}

int op_execute(struct context *ctx, const struct op_execute *arg)
{
	struct strings env = arg->env;
	char *const *args = (char *const *)(uintptr_t)arg->args.items;
	if (ctx->given_words != NULL && arg->args.count == 1 && *args[0] == '\0')
		args = ctx->given_words;
	int error = add_home(ctx, &env);
	if (error == 0 && ctx->own_pid[0] != '\0')
		error = put_variable(&env, ctx->own_pid);
	if (error != 0)
		return error;
	/* execve(2) writes to neither; only its prototype is older than const. */
	execve(ctx->executable, args, (char *const *)(uintptr_t)env.items);
	return fail_executable(ctx, -errno, ctx->executable);
}
