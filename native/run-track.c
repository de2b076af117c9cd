#include "run-track.h"

#include "held-signals.h"
#include "log-record.h"
#include "op-codes.h"
#include "parent-death.h"
#include "report.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Room for who interrupted behind the words of a step. */
enum { INTERRUPTED_SIZE = 64 };

static char message[MESSAGE_SIZE];

const char *failure_message(void)
{
	return message;
}

static int dispatch(struct context *ctx, const struct op *op)
{
	switch (op->code) {
#define CALL_OP(code, name) \
	case code: \
		return op_##name(ctx, op->arguments);
		EACH_OP(CALL_OP)
#undef CALL_OP
	default:
		return -ENOSYS;
	}
}

/* The kernel forgets the parent-death signal when the credentials of a process change. */
static bool changes_credentials(uint32_t code)
{
	return code == OP_set_ids || code == OP_set_groups || code == OP_capabilities ||
	       code == OP_join_namespace || code == OP_join_process || code == OP_unshare;
}

/* Puts what a failure would say into the log. A child has none: its failure is passed over in silence. */
static void warn(const struct context *ctx, const struct op *op, int number)
{
	static char words[MESSAGE_SIZE];
	if (ctx->is_child || ctx->log < 0)
		return;
	compose_failure(ctx, op, number, words, sizeof words);
	/* A log that cannot be written is no reason to stop where the step itself is none. */
	(void)log_append(ctx->log, &ctx->plan->log_style, "warning", words);
}

/* Whether what failed did so because, or just as, a heeded signal came: no rule of the op counts then. */
static bool was_interrupted(struct context *ctx, const struct op *op)
{
	static char words[MESSAGE_SIZE];
	const char *name = "";
	int signal = ctx->is_child || ctx->stale || ctx->told ? 0 : take_heeded_signal(&name);
	if (signal == 0)
		return false;
	begin_failure(op, words, sizeof words - INTERRUPTED_SIZE);
	size_t used = strlen(words);
	snprintf(words + used, sizeof words - used, ": pelagos was interrupted by %s", name);
	ctx->failure = words;
	ctx->exit_code = CODE_OF_SIGNAL + (uint32_t)signal;
	return true;
}

/* 0 or the negative errno that no rule of the op says to go on after. */
static int run_op(struct context *ctx, const struct op *op)
{
	ctx->detail[0] = '\0';
	int error = dispatch(ctx, op);
	if (ctx->is_child && changes_credentials(op->code))
		renew_parent_death();
	if (error == 0 || was_interrupted(ctx, op) || ctx->failure != NULL || ctx->stale || ctx->told)
		return error;
	const struct errno_rule *rule = find_rule(op, -error);
	/* What a child finds is no reason to begin again: it may have changed the host already. */
	if (rule != NULL && rule->kind == RULE_STALE)
		ctx->stale = !ctx->is_child;
	if (rule == NULL || (rule->kind != RULE_IGNORE && rule->kind != RULE_WARN))
		return error;
	if (rule->kind == RULE_WARN)
		warn(ctx, op, -error);
	return 0;
}

int run_track(struct context *ctx, const struct track *track)
{
	for (uint32_t i = 0; i < track->count; i++) {
		int error = run_op(ctx, &track->ops[i]);
		if (error == 0)
			continue;
		if (ctx->told)
			return error;
		compose_failure(ctx, &track->ops[i], -error, message, sizeof message);
		return error;
	}
	return 0;
}

int run_nested(struct context *ctx, const struct track *track)
{
	int error = run_track(ctx, track);
	ctx->told = error != 0;
	return error;
}

void run_undo(struct context *ctx)
{
	pass_over_signals();
	while (ctx->undo_count > 0) {
		const struct track *track = ctx->undo[--ctx->undo_count];
		for (uint32_t i = 0; i < track->count; i++) {
			ctx->failure = NULL;
			ctx->told = false;
			(void)run_op(ctx, &track->ops[i]);
		}
	}
}
