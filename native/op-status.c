/* Who init is, and how it is: what a plan that was made beforehand leaves to the moment. */
#include "executor.h"
#include "flow.h"
#include "init-line.h"
#include "process-stat.h"
#include "run-track.h"
#include "small-file.h"
#include "syscalls.h"

#include <stdio.h>
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

/* In the order of the tracks of byStatus and of the words of printStatus. */
enum status { CREATING, CREATED, RUNNING, PAUSED, STOPPED, STATUS_COUNT };

/* By what the status is found out. */
struct marks {
	slot_t pid, start_time;
	const char *gate, *freezer, *frozen;
};

#define MARKS_OF(arg) \
	(&(struct marks){(arg)->pid, (arg)->start_time, (arg)->gate, (arg)->freezer, (arg)->frozen})

/* The status, or a negative errno. */
static int find_status(const struct context *ctx, const struct marks *marks)
{
	struct process_stat stat;
	int pid = slot_fd(ctx, marks->pid);
	if (marks->start_time == NO_SLOT || pid == 0)
		return -EBADF;
	if (pid < 0)
		return CREATING;
	int error = read_process_stat(pid, &stat);
	if (error != 0)
		return error == -ESRCH ? STOPPED : error;
	if ((int64_t)stat.start_time != ctx->slots[marks->start_time] || stat.state == 'Z' ||
	    stat.state == 'X')
		return STOPPED;
	if (has_line(marks->freezer, marks->frozen))
		return PAUSED;
	return has_reader(marks->gate) ? CREATED : RUNNING;
}

int op_by_status(struct context *ctx, const struct op_by_status *arg)
{
	const struct track *const tracks[] = {&arg->creating, &arg->created, &arg->running, &arg->paused,
					      &arg->stopped};
	int status = find_status(ctx, MARKS_OF(arg));
	return status < 0 ? status : run_nested(ctx, tracks[status]);
}

int op_print_status(struct context *ctx, const struct op_print_status *arg)
{
	char cell[64];
	int status = find_status(ctx, MARKS_OF(arg));
	if (status < 0)
		return status;
	bool is_there = status != CREATING && status != STOPPED;
	int width = arg->width < sizeof cell - 1 ? (int)arg->width : 0;
	int length = snprintf(cell, sizeof cell, "%-*d", width, is_there ? slot_fd(ctx, arg->pid) : 0);
	if (width > 0 && cell[length - 1] != ' ')
		strcpy(cell + length, " ");
	if (arg->words.count != STATUS_COUNT)
		return -EINVAL;
	const struct text_part parts[] = {{arg->before, NO_SLOT}, {cell, NO_SLOT}, {arg->between, NO_SLOT},
					  {arg->words.items[status], NO_SLOT}, {arg->after, NO_SLOT}};
	return print_text(ctx, STDOUT_FILENO, &(struct text){sizeof parts / sizeof *parts, parts});
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
