/* Ops for --timing, and the table that they fill. */
#include "stamps.h"

#include "output.h"

#include <errno.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

uint64_t monotonic_now(void)
{
	struct timespec now = {0};
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

int op_start_clock(struct context *ctx, const struct op_start_clock *arg)
{
	ctx->clock = arg->since != 0 ? arg->since : monotonic_now();
	return 0;
}

int op_stamp(struct context *ctx, const struct op_stamp *arg)
{
	uint64_t now = monotonic_now(), took = arg->took;
	if (ctx->stamp_count == sizeof ctx->stamps / sizeof *ctx->stamps)
		return -E2BIG;
	if (took == 0)
		took = now > ctx->clock ? now - ctx->clock : 0;
	ctx->stamps[ctx->stamp_count++] = (struct stamp){arg->phase, took};
	ctx->clock += took;
	return 0;
}

static void tell(const char *phase, uint64_t took)
{
	char line[128];
	int length = snprintf(line, sizeof line, "timing: %-24.64s %6llu.%03u ms\n", phase,
			      (unsigned long long)(took / 1000000), (unsigned)(took / 1000 % 1000));
	(void)write_all(STDERR_FILENO, line, (size_t)length);
}

void tell_stamps(const struct context *ctx)
{
	uint64_t total = 0;
	for (uint32_t i = 0; i < ctx->stamp_count; i++) {
		total += ctx->stamps[i].took;
		tell(ctx->stamps[i].phase, ctx->stamps[i].took);
	}
	if (ctx->stamp_count > 0)
		tell("total", total);
}
