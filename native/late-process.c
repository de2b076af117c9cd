#include "late-process.h"

#include "process-stat.h"
#include "small-file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int fail_late(struct context *ctx, pid_t pid, uint32_t timeout)
{
	char who[128];
	describe_process(pid, who, sizeof who);
	bool seconds = timeout % 1000 == 0;
	return fail_with(ctx, -ETIMEDOUT, "waited %u %s for process %s",
			 seconds ? timeout / 1000 : timeout, seconds ? "s" : "ms", who);
}

int fail_late_descriptor(struct context *ctx, int process, uint32_t timeout)
{
	char path[40], text[1024];
	snprintf(path, sizeof path, "/proc/self/fdinfo/%d", process);
	if (read_small_file(AT_FDCWD, path, text, sizeof text) <= 0)
		return -ETIMEDOUT;
	const char *line = strstr(text, "\nPid:");
	long pid = line == NULL ? 0 : strtol(line + sizeof "\nPid:" - 1, NULL, 10);
	return pid > 0 ? fail_late(ctx, (pid_t)pid, timeout) : -ETIMEDOUT;
}

int poll_timeout(uint32_t timeout)
{
	return timeout == 0 || timeout > INT32_MAX ? -1 : (int)timeout;
}
