/* Who init is, and how it is: what a plan that was made beforehand leaves to the moment. */
#include "executor.h"
#include "init-line.h"
#include "process-stat.h"
#include "run-track.h"
#include "small-file.h"
#include "syscalls.h"

#include <string.h>
#include <sys/stat.h>

enum { LINE_SIZE = 256 };

static int become_stale(struct context *ctx)
{
	ctx->stale = true;
	return -ESTALE;
}

int op_read_init(struct context *ctx, const struct op_read_init *arg)
{
	char text[LINE_SIZE];
	struct init_line line = {0};
	slot_set(ctx, arg->out_pid, -1);
	slot_set(ctx, arg->out_start_time, -1);
	int length = read_small_file(AT_FDCWD, arg->path, text, sizeof text);
	if (length == -ENOENT)
		return access(arg->record, F_OK) == 0 ? 0 : become_stale(ctx);
	if (length < 0)
		return length;
	if (parse_init_line(text, &line) != 0)
		return 0;
	if (strlen(arg->identity) != line.identity_length ||
	    memcmp(text, arg->identity, line.identity_length) != 0)
		return become_stale(ctx);
	if (line.pid > 0) {
		slot_set(ctx, arg->out_pid, line.pid);
		slot_set(ctx, arg->out_start_time, line.start_time);
	}
	return 0;
}

/* Whether somebody reads the FIFO; a file of another kind has no reader. */
static bool has_reader(const char *path)
{
	struct stat status;
	int fd = (int)RETRY(openat(AT_FDCWD, path, O_WRONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC));
	if (fd < 0)
		return false;
	bool waits = fstat(fd, &status) == 0 && S_ISFIFO(status.st_mode);
	close(fd);
	return waits;
}

static int find_track(const struct context *ctx, const struct op_by_status *arg,
		      const struct track **track)
{
	struct process_stat stat;
	int pid = slot_fd(ctx, arg->pid);
	if (arg->start_time == NO_SLOT || pid == 0)
		return -EBADF;
	*track = &arg->creating;
	if (pid < 0)
		return 0;
	int error = read_process_stat(pid, &stat);
	*track = &arg->stopped;
	if (error != 0)
		return error == -ESRCH ? 0 : error;
	if ((int64_t)stat.start_time != ctx->slots[arg->start_time] || stat.state == 'Z' ||
	    stat.state == 'X')
		return 0;
	if (has_line(arg->freezer, arg->frozen))
		*track = &arg->paused;
	else
		*track = has_reader(arg->gate) ? &arg->created : &arg->running;
	return 0;
}

int op_by_status(struct context *ctx, const struct op_by_status *arg)
{
	const struct track *track = NULL;
	int error = find_track(ctx, arg, &track);
	return error == 0 ? run_nested(ctx, track) : error;
}

int op_unless_stale(struct context *ctx, const struct op_unless_stale *arg)
{
	int error = run_nested(ctx, &arg->steps);
	if (!ctx->stale)
		return error;
	ctx->stale = false;
	ctx->told = false;
	return 0;
}

int op_on_signal(struct context *ctx, const struct op_on_signal *arg)
{
	int signal = arg->signal == GIVEN_SIGNAL ? ctx->given_signal : (int)arg->signal;
	return signal == (int)arg->number ? run_nested(ctx, &arg->steps) : 0;
}
