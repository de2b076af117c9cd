#include "host.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

char *const *host_arguments;

static JSValue arguments(JSContext *context, JSValueConst this, int count, JSValueConst *values)
{
	(void)this, (void)count, (void)values;
	JSValue list = JS_NewArray(context);
	for (uint32_t i = 0; host_arguments[i] != NULL; i++) {
		JSValue word = new_text(context, host_arguments[i], strlen(host_arguments[i]));
		if (JS_SetPropertyUint32(context, list, i, word) < 0)
			return JS_EXCEPTION;
	}
	return list;
}

static JSValue variable(JSContext *context, JSValueConst this, int count, JSValueConst *values)
{
	(void)this, (void)count;
	const char *name = JS_ToCString(context, values[0]);
	if (name == NULL)
		return JS_EXCEPTION;
	const char *value = getenv(name);
	JS_FreeCString(context, name);
	return value == NULL ? JS_UNDEFINED : new_text(context, value, strlen(value));
}

static JSValue working_directory(JSContext *context, JSValueConst this, int count,
				 JSValueConst *values)
{
	(void)this, (void)count, (void)values;
	char path[PATH_MAX];
	return getcwd(path, sizeof path) == NULL ? throw_errno(context, errno, "getcwd") :
						   new_text(context, path, strlen(path));
}

static JSValue parent(JSContext *context, JSValueConst this, int count, JSValueConst *values)
{
	(void)this, (void)count, (void)values;
	return JS_NewInt32(context, getppid());
}

static JSValue user(JSContext *context, JSValueConst this, int count, JSValueConst *values)
{
	(void)this, (void)count, (void)values;
	return JS_NewInt64(context, geteuid());
}

static JSValue group(JSContext *context, JSValueConst this, int count, JSValueConst *values)
{
	(void)this, (void)count, (void)values;
	return JS_NewInt64(context, getegid());
}

static JSValue machine(JSContext *context, JSValueConst this, int count, JSValueConst *values)
{
	(void)this, (void)count, (void)values;
#ifdef __aarch64__
	return JS_NewString(context, "arm64");
#else
	return JS_NewString(context, "x64");
#endif
}

static int64_t began;

static int64_t monotonic_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

void note_beginning(void)
{
	began = monotonic_now();
}

/* Of the monotonic clock. */
static JSValue nanoseconds(JSContext *context, JSValueConst this, int count, JSValueConst *values)
{
	(void)this, (void)count, (void)values;
	return JS_NewInt64(context, monotonic_now());
}

/* Since the program began, in nanoseconds. */
static JSValue age(JSContext *context, JSValueConst this, int count, JSValueConst *values)
{
	(void)this, (void)count, (void)values;
	return JS_NewInt64(context, monotonic_now() - began);
}

const struct host_function process_functions[] = {
	{"arguments", arguments, 0},   {"variable", variable, 1},
	{"workingDirectory", working_directory, 0}, {"parent", parent, 0},
	{"user", user, 0},	       {"group", group, 0},
	{"machine", machine, 0},
	{"nanoseconds", nanoseconds, 0},
	{"age", age, 0},	       {NULL, NULL, 0},
};
