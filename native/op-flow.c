/* Ops that speak to the caller, end the plan, and keep two executors apart. */
#include "flow.h"

#include "executor.h"
#include "log-record.h"
#include "output.h"
#include "sync.h"
#include "syscalls.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>

/* A regular expression can name many containers, each with a lock of its own. */
enum { LOCK_LIMIT = 1024, UNDO_LIMIT = 64 };

static int locks[LOCK_LIMIT];
static int lock_count;

void drop_locks(void)
{
	while (lock_count > 0)
		close(locks[--lock_count]);
}

void forget_lock(int fd)
{
	for (int i = 0; i < lock_count; i++)
		if (locks[i] == fd)
			locks[i--] = locks[--lock_count];
}

int print_text(struct context *ctx, int fd, const struct text *text)
{
	char line[512];
	const char *data = NULL;
	size_t length = 0;
	if (format_text(ctx, text, line, sizeof line) == 0)
		return write_all(fd, line, strlen(line));
	int error = expand_text(ctx, text, &data, &length);
	if (error != 0)
		return error;
	error = write_all(fd, data, length);
	free_text(text, data, length);
	return error;
}

int op_print(struct context *ctx, const struct op_print *arg)
{
	if (arg->fd != STDOUT_FILENO && arg->fd != STDERR_FILENO)
		return -EINVAL;
	return print_text(ctx, (int)arg->fd, &arg->text);
}

static int warn_without_log(const char *message)
{
	static const char head[] = "warning: ";
	static char line[4 * MESSAGE_SIZE];
	const size_t used = sizeof head - 1;
	memcpy(line, head, sizeof head);
	return write_all(STDERR_FILENO, line, used + plain_format(line + used, sizeof line - used, message));
}

int op_log(struct context *ctx, const struct op_log *arg)
{
	const char *message = NULL;
	size_t length = 0;
	uint32_t level = 0;
	while (log_level_name(level) != NULL && strcmp(log_level_name(level), arg->level) != 0)
		level++;
	if (log_level_name(level) == NULL)
		return -EINVAL;
	int error = expand_text(ctx, &arg->message, &message, &length);
	if (error != 0)
		return error;
	/* A child has no log of its own; behind the gate nobody listens. */
	if (ctx->is_child && ctx->sync >= 0)
		error = sync_send(ctx->sync, PACKET_LOG, level, 0, message);
	else if (!ctx->is_child && ctx->log >= 0)
		error = log_append(ctx->log, &ctx->plan->log_style, arg->level, message);
	else if (!ctx->is_child && level == LOG_LEVEL_WARNING)
		error = warn_without_log(message);
	free_text(&arg->message, message, length);
	return error;
}

int op_fail(struct context *ctx, const struct op_fail *arg)
{
	ctx->failure = arg->message;
	if (arg->code >= 1 && arg->code <= 255)
		ctx->exit_code = arg->code;
	return -ECANCELED;
}

int op_on_failure(struct context *ctx, const struct op_on_failure *arg)
{
	if (ctx->is_child)
		return -EINVAL;
	if (ctx->undo_count == UNDO_LIMIT)
		return -ENOBUFS;
	ctx->undo[ctx->undo_count++] = &arg->undo;
	return 0;
}

/* Whether path is still the directory in fd, which another executor may have removed meanwhile. */
static bool is_still(const char *path, int fd)
{
	struct stat named, opened;
	return stat(path, &named) == 0 && fstat(fd, &opened) == 0 && named.st_dev == opened.st_dev &&
	       named.st_ino == opened.st_ino;
}

/* Takes the lock, trying at growing intervals: flock(2) itself knows no time limit. */
static int lock_within(int fd, uint32_t timeout)
{
	int64_t waited = 0, limit = (int64_t)timeout * 1000, pause = 100;
	while (RETRY(flock(fd, LOCK_EX | LOCK_NB)) != 0) {
		if (errno != EWOULDBLOCK)
			return -errno;
		if (waited >= limit)
			return -ETIMEDOUT;
		const struct timespec time = {0, pause * 1000};
		nanosleep(&time, NULL);
		waited += pause;
		pause = pause < 10000 ? pause * 2 : pause;
	}
	return 0;
}

int op_lock(struct context *ctx, const struct op_lock *arg)
{
	if (lock_count == LOCK_LIMIT)
		return -ENOBUFS;
	for (;;) {
		int fd = (int)RETRY(openat(AT_FDCWD, arg->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
		if (fd < 0)
			return fd;
		int error = lock_within(fd, arg->timeout);
		if (error == 0 && is_still(arg->path, fd)) {
			locks[lock_count++] = fd;
			slot_set(ctx, arg->out, fd);
			return 0;
		}
		close(fd);
		if (error != 0)
			return error;
	}
}

/* Whether what is left of fd is exactly content; a negative errno. */
static int has_content(int fd, struct bytes content)
{
	uint8_t data[4096];
	size_t at = 0;
	for (;;) {
		ssize_t length = RETRY(read(fd, data, sizeof data));
		if (length <= 0)
			return length < 0 ? (int)length : at == content.length;
		if ((size_t)length > content.length - at ||
		    memcmp(data, content.data + at, (size_t)length) != 0)
			return 0;
		at += (size_t)length;
	}
}

int op_expect(struct context *ctx, const struct op_expect *arg)
{
	int fd = (int)RETRY(openat(AT_FDCWD, arg->path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
	int same = 0;
	if (fd >= 0) {
		same = has_content(fd, arg->content);
		close(fd);
	} else {
		same = fd == -ENOENT ? arg->content.length == 0 : fd;
	}
	if (same < 0)
		return same;
	ctx->stale = same == 0;
	return ctx->stale ? -ESTALE : 0;
}
