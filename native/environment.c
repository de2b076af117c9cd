/* Variables that only the moment knows, added to the environment that a plan gives. */
#include "environment.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>

static bool has_home(const char *const *env)
{
	for (; *env != NULL; env++) {
		if (strncmp(*env, "HOME=", 5) == 0 && (*env)[5] != '\0')
			return true;
	}
	return false;
}

int put_variable(struct strings *env, const char *variable)
{
	size_t name = strcspn(variable, "=") + 1, size = (env->count + 2) * sizeof(char *);
	const char **merged = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	uint32_t count = 0;
	if (merged == MAP_FAILED)
		return -errno;
	for (uint32_t i = 0; i < env->count; i++) {
		if (strncmp(env->items[i], variable, name) != 0)
			merged[count++] = env->items[i];
	}
	merged[count++] = variable;
	merged[count] = NULL;
	*env = (struct strings){count, merged};
	return 0;
}

int add_home(const struct context *ctx, struct strings *env)
{
	return ctx->home[0] == '\0' || has_home(env->items) ? 0 : put_variable(env, ctx->home);
}
