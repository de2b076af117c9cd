/* The sync points between the host track and the track of the cloned child. */
#include "child.h"
#include "late-process.h"
#include "log-record.h"
#include "parent-death.h"
#include "sync.h"
#include "syscalls.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* A child that says more than this between two points is not ours any more. */
enum { LOG_LIMIT = 256, END_MS = 10000 };

int op_ready(struct context *ctx, const struct op_ready *arg)
{
	if (!ctx->is_child)
		return -EINVAL;
	int64_t value = arg->value == NO_SLOT ? -1 : ctx->slots[arg->value];
	/* No other call before the packet is out: a filter may ask an agent that learns of it by this. */
	return sync_send(ctx->sync, PACKET_READY, arg->point, value, "");
}

int op_await_go(struct context *ctx, const struct op_await_go *arg)
{
	static struct packet packet;
	if (!ctx->is_child)
		return -EINVAL;
	renew_parent_death();
	int got = sync_receive(ctx->sync, &packet, NULL, -1);
	/* The parent is gone: nobody is left to tell. */
	if (got == 0)
		_exit(EXIT_FAILURE);
	if (got < 0)
		return got;
	return packet.kind == PACKET_GO && packet.point == arg->point ? 0 : -EPROTO;
}

int op_go(struct context *ctx, const struct op_go *arg)
{
	return ctx->is_child ? -EINVAL : sync_send(ctx->sync, PACKET_GO, arg->point, 0, "");
}

/* The child closed its end without a word. */
static int explain_end(struct context *ctx)
{
	char how[256];
	if (reap_child(ctx, END_MS, how, sizeof how) == 0)
		return fail_with(ctx, -ECHILD, "the process %s", how);
	return fail_with(ctx, -EPROTO, "the process has stopped talking");
}

static int take_failure(struct context *ctx, const struct packet *packet)
{
	static char words[MESSAGE_SIZE];
	memcpy(words, packet->text, sizeof words);
	ctx->failure = words;
	ctx->may_run = false;
	if (packet->value >= 1 && packet->value <= 255)
		ctx->exit_code = (uint32_t)packet->value;
	return -ECHILD;
}

static void pass_to_log(const struct context *ctx, const struct packet *packet)
{
	const char *level = log_level_name(packet->point);
	if (ctx->log >= 0 && level != NULL)
		(void)log_append(ctx->log, &ctx->plan->log_style, level, packet->text);
}

/*
 * The next packet of the child that is no record for the log: 1, 0 at the end of file, or a negative
 * errno. timeout: milliseconds, 0 for as long as it takes.
 */
static int hear_child(struct context *ctx, struct packet *packet, uint32_t timeout)
{
	for (int records = 0; records < LOG_LIMIT; records++) {
		pid_t sender = 0;
		int got = sync_receive(ctx->sync, packet, &sender, poll_timeout(timeout));
		if (got == -EAGAIN)
			return fail_late(ctx, cloned_child()->pid, timeout);
		if (got <= 0)
			return got;
		if (packet->kind == PACKET_SUCCESSOR && sender > 0) {
			adopt_child(ctx, sender);
			continue;
		}
		if (sender != cloned_child()->pid)
			return fail_with(ctx, -EPROTO, "process %d spoke for the child", (int)sender);
		if (packet->kind == PACKET_FAIL)
			return take_failure(ctx, packet);
		if (packet->kind != PACKET_LOG)
			return 1;
		pass_to_log(ctx, packet);
	}
	return fail_with(ctx, -EPROTO, "the child says too much");
}

int op_await_ready(struct context *ctx, const struct op_await_ready *arg)
{
	static struct packet packet;
	if (ctx->is_child)
		return -EINVAL;
	int got = hear_child(ctx, &packet, arg->timeout);
	if (got <= 0)
		return got == 0 ? explain_end(ctx) : got;
	if (packet.kind != PACKET_READY || packet.point != arg->point)
		return fail_with(ctx, -EPROTO, "the child reached point %u instead of %u",
				 packet.point, arg->point);
	slot_set(ctx, arg->out, packet.value);
	return 0;
}

int op_await_executed(struct context *ctx, const struct op_await_executed *arg)
{
	static struct packet packet;
	if (ctx->is_child)
		return -EINVAL;
	ctx->may_run = true;
	/* Whoever ends before execve without a word was killed, as it might have been a moment later. */
	int got = hear_child(ctx, &packet, arg->timeout);
	return got > 0 ? fail_with(ctx, -EPROTO, "the child did not execute its program") : got;
}
