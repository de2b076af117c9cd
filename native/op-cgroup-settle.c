/* Values that a cgroup takes on only after a while. */
#include "cgroup-tree.h"
#include "executor.h"
#include "small-file.h"
#include "syscalls.h"

#include <fcntl.h>
#include <string.h>

enum { STATE_SIZE = 256 };

/* What the file has, on one line, for the failure. */
static int tell_state(struct context *ctx, const char *path)
{
	char text[STATE_SIZE];
	int length = read_small_file(AT_FDCWD, path, text, sizeof text);
	if (length < 0)
		return length;
	while (length > 0 && text[length - 1] == '\n')
		text[--length] = '\0';
	for (char *at = text; *at != '\0'; at++)
		if (*at == '\n')
			*at = ' ';
	return fail_with(ctx, -ETIMEDOUT, "%s says \"%s\"", path, text);
}

int op_cgroup_settle(struct context *ctx, const struct op_cgroup_settle *arg)
{
	struct patience patience = patience_of(arg->timeout);
	do {
		int error = write_small_file(AT_FDCWD, arg->path, arg->data, strlen(arg->data));
		if (error < 0)
			return error;
		if (has_line(arg->state, arg->wanted))
			return 0;
	} while (pause_patiently(&patience));
	return tell_state(ctx, arg->state);
}

int op_await_gone(struct context *ctx, const struct op_await_gone *arg)
{
	struct patience patience = patience_of(arg->timeout);
	(void)ctx;
	while (access(arg->path, F_OK) == 0)
		if (!pause_patiently(&patience))
			return -ETIMEDOUT;
	return errno == ENOENT ? 0 : -errno;
}
