#include "run-track.h"

#include "child.h"
#include "op-codes.h"
#include "report.h"

#include <errno.h>

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
	       code == OP_join_namespace || code == OP_unshare;
}

/* 0 or the negative errno that no rule of the op says to ignore. */
static int run_op(struct context *ctx, const struct op *op)
{
	ctx->detail[0] = '\0';
	int error = dispatch(ctx, op);
	if (ctx->is_child && changes_credentials(op->code))
		renew_parent_death();
	if (error == 0 || ctx->failure != NULL || ctx->stale)
		return error;
	const struct errno_rule *rule = find_rule(op, -error);
	return rule != NULL && rule->kind == RULE_IGNORE ? 0 : error;
}

int run_track(struct context *ctx, const struct track *track)
{
	for (uint32_t i = 0; i < track->count; i++) {
		int error = run_op(ctx, &track->ops[i]);
		if (error == 0)
			continue;
		compose_failure(ctx, &track->ops[i], -error, message, sizeof message);
		return error;
	}
	return 0;
}

void run_undo(struct context *ctx)
{
	while (ctx->undo_count > 0) {
		const struct track *track = ctx->undo[--ctx->undo_count];
		for (uint32_t i = 0; i < track->count; i++) {
			ctx->failure = NULL;
			(void)run_op(ctx, &track->ops[i]);
		}
	}
}
