/*
 * Seccomp programs: compiled by a helper that has libseccomp, kept in a cache that only its owner
 * can have written, and loaded.
 */
#include "output.h"
#include "scoped-fd.h"
#include "seccomp-cache.h"
#include "syscalls.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

enum {
	SECCOMP_SET_MODE_FILTER = 1,
	SECCOMP_FILTER_FLAG_NEW_LISTENER = 1 << 3,
};

/* struct sock_fprog of the kernel. */
struct program {
	unsigned short count;
	const void *instructions;
};

char executor_directory[4096];

static int make_file(const char *name)
{
	return sys_memfd_create(name, MFD_NOEXEC_SEAL);
}

/* A file in memory that holds text, read from its beginning. */
static int make_text_file(const char *text)
{
	SCOPED_FD file = make_file("seccomp-profile");
	if (file < 0)
		return file;
	int status = write_all(file, text, strlen(text));
	if (status < 0)
		return status;
	return lseek(file, 0, SEEK_SET) == 0 ? release_fd(&file) : -errno;
}

/* Gives the three files their numbers. Each is above 2: main() sees to it that 0, 1 and 2 are taken. */
static _Noreturn void become_helper(const char *path, const int files[3])
{
	char *const argv[] = {"seccomp-compile", NULL};
	char *const env[] = {NULL};
	for (int i = 0; i < 3; i++) {
		if (dup2(files[i], i) < 0)
			_exit(126);
	}
	execve(path, argv, env);
	_exit(errno == ENOENT ? 127 : 126);
}

/* Puts what the helper wrote on its standard error, one sentence, into detail. */
static int fail_of_helper(struct context *ctx, int errors, int status)
{
	char text[1024];
	ssize_t length = pread(errors, text, sizeof text - 1, 0);
	while (length > 0 && text[length - 1] == '\n')
		length--;
	if (length > 0) {
		text[length] = '\0';
		return fail_with(ctx, -EINVAL, "%s", text);
	}
	if (WIFSIGNALED(status))
		return fail_with(ctx, -EIO, "seccomp-compile was killed by signal %d", WTERMSIG(status));
	return fail_with(ctx, -EIO, "seccomp-compile ended with exit code %d and no word", WEXITSTATUS(status));
}

static int run_helper(struct context *ctx, const int files[3])
{
	char path[PATH_MAX];
	int status = 0;
	int printed = snprintf(path, sizeof path, "%s/../libexec/pelagos/seccomp-compile", executor_directory);
	if (*executor_directory == '\0' || printed >= (int)sizeof path)
		return fail_with(ctx, -ENOENT, "the directory of seccomp-compile is unknown");
	if (access(path, X_OK) != 0)
		return fail_with(ctx, -errno, "cannot run \"%s\"; install bin/ and libexec/ of pelagos side by side",
				 path);
	const struct clone_request how = {.exit_signal = SIGCHLD};
	pid_t child = sys_clone3(&how);
	if (child < 0)
		return child;
	if (child == 0)
		become_helper(path, files);
	long reaped = RETRY(waitpid(child, &status, 0));
	if (reaped < 0)
		return (int)reaped;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : fail_of_helper(ctx, files[2], status);
}

static int compile(struct context *ctx, const char *profile)
{
	struct stat status;
	SCOPED_FD text = make_text_file(profile);
	SCOPED_FD program = make_file("seccomp-program");
	SCOPED_FD errors = make_file("seccomp-errors");
	if (text < 0 || program < 0 || errors < 0)
		return text < 0 ? text : program < 0 ? program : errors;
	const int files[3] = {text, program, errors};
	int error = run_helper(ctx, files);
	if (error < 0)
		return error;
	if (fstat(program, &status) != 0)
		return -errno;
	if (!is_program_size(status.st_size))
		return fail_with(ctx, -E2BIG, "the compiled profile has %lld instructions, the kernel takes 1 to %d",
				 (long long)status.st_size / INSTRUCTION_SIZE, INSTRUCTIONS_MAX);
	return release_fd(&program);
}

static int read_program(int file, uint8_t buffer[static PROGRAM_SIZE_MAX + 1], size_t *size)
{
	size_t used = 0;
	long length;
	while ((length = RETRY(pread(file, buffer + used, PROGRAM_SIZE_MAX + 1 - used, (off_t)used))) > 0)
		used += (size_t)length;
	if (length < 0)
		return (int)length;
	*size = used;
	return is_program_size((off_t)used) ? 0 : -EINVAL;
}

static void keep(const char *cache, int file)
{
	static uint8_t program[PROGRAM_SIZE_MAX + 1];
	size_t size = 0;
	if (*cache != '\0' && read_program(file, program, &size) == 0)
		keep_program(cache, program, size);
}

int op_compile_seccomp(struct context *ctx, const struct op_compile_seccomp *arg)
{
	SCOPED_FD program = open_kept_program(arg->cache);
	if (program < 0) {
		program = compile(ctx, arg->profile);
		if (program < 0)
			return program;
		keep(arg->cache, program);
	}
	slot_take_fd(ctx, arg->out, &program);
	return 0;
}

int op_load_seccomp(struct context *ctx, const struct op_load_seccomp *arg)
{
	static uint8_t buffer[PROGRAM_SIZE_MAX + 1];
	size_t size = 0;
	int file = slot_fd(ctx, arg->program);
	if (file < 0)
		return file;
	int status = read_program(file, buffer, &size);
	if (status < 0)
		return fail_with(ctx, status, "what was compiled is no seccomp program");
	const struct program program = {
		.count = (unsigned short)(size / INSTRUCTION_SIZE),
		.instructions = buffer,
	};
	int loaded = sys_seccomp(SECCOMP_SET_MODE_FILTER, arg->flags, &program);
	if (loaded < 0)
		return loaded;
	if ((arg->flags & SECCOMP_FILTER_FLAG_NEW_LISTENER) == 0)
		return 0;
	SCOPED_FD listener = loaded;
	slot_take_fd(ctx, arg->out_listener, &listener);
	return 0;
}
