/* The plans of later verbs, which the planner makes while its first one is done. */
#include "arguments-table.h"
#include "ask.h"
#include "checksum.h"
#include "executor.h"
#include "output.h"
#include "stored-plans.h"
#include "syscalls.h"

#include <fcntl.h>
#include <string.h>

/* Whether a verb of ours would take it for its plans. */
static bool is_ours(const struct plan_bytes *content)
{
	static const uint32_t head[] = {STORED_PLANS_MAGIC, PLAN_STAMP};
	return content->size >= sizeof head && memcmp(content->data, head, sizeof head) == 0;
}

static int create_plans(const char *path, const struct plan_bytes *content)
{
	uint8_t sum[CHECKSUM_SIZE];
	uint64_t value = checksum(content->data, content->size);
	for (int i = 0; i < CHECKSUM_SIZE; i++)
		sum[i] = (uint8_t)(value >> (8 * i));
	int fd = (int)RETRY(openat(AT_FDCWD, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
	if (fd < 0)
		return fd;
	int error = write_file(fd, sum, sizeof sum);
	if (error == 0)
		error = write_file(fd, content->data, content->size);
	close(fd);
	if (error != 0)
		(void)unlink(path);
	return error;
}

int op_store_plans(struct context *ctx, const struct op_store_plans *arg)
{
	struct plan_bytes content;
	if (ctx->planner == NULL || ctx->planner->rest < 0)
		return -ENODATA;
	int error = read_later(ctx->planner->rest, STORED_PLANS_LIMIT - CHECKSUM_SIZE, arg->timeout, &content);
	close_rest(ctx->planner);
	if (error != 0 || content.size == 0)
		return error;
	error = is_ours(&content) ? create_plans(arg->path, &content) : -EBADMSG;
	free_plan(&content);
	return error;
}
