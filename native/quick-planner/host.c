#include "host.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

bool host_is_sealed;

static const struct {
	int number;
	const char *name;
} errors[] = {
	{EPERM, "EPERM"}, {ENOENT, "ENOENT"}, {ESRCH, "ESRCH"}, {EINTR, "EINTR"}, {EIO, "EIO"},
	{ENXIO, "ENXIO"}, {EBADF, "EBADF"}, {EAGAIN, "EAGAIN"}, {ENOMEM, "ENOMEM"},
	{EACCES, "EACCES"}, {EBUSY, "EBUSY"}, {EEXIST, "EEXIST"}, {ENODEV, "ENODEV"},
	{ENOTDIR, "ENOTDIR"}, {EISDIR, "EISDIR"}, {EINVAL, "EINVAL"}, {ENFILE, "ENFILE"},
	{EMFILE, "EMFILE"}, {ENOTTY, "ENOTTY"}, {ETXTBSY, "ETXTBSY"}, {EFBIG, "EFBIG"},
	{ENOSPC, "ENOSPC"}, {EROFS, "EROFS"}, {EPIPE, "EPIPE"}, {ERANGE, "ERANGE"},
	{ENAMETOOLONG, "ENAMETOOLONG"}, {ENOSYS, "ENOSYS"}, {ELOOP, "ELOOP"}, {ENODATA, "ENODATA"},
	{EOVERFLOW, "EOVERFLOW"}, {EOPNOTSUPP, "ENOTSUP"}, {ESTALE, "ESTALE"}, {EDQUOT, "EDQUOT"},
	{ENOTCONN, "ENOTCONN"}, {ETIMEDOUT, "ETIMEDOUT"}, {EHOSTDOWN, "EHOSTDOWN"},
};

static JSValue throw_code(JSContext *context, const char *code, const char *about)
{
	char message[512];
	snprintf(message, sizeof message, "%s: %s", code, about);
	JSValue error = JS_NewError(context);
	JS_DefinePropertyValueStr(context, error, "message", JS_NewString(context, message),
				  JS_PROP_CONFIGURABLE | JS_PROP_WRITABLE);
	JS_DefinePropertyValueStr(context, error, "code", JS_NewString(context, code), JS_PROP_C_W_E);
	return JS_Throw(context, error);
}

JSValue throw_errno(JSContext *context, int error, const char *path)
{
	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
		if (errors[i].number == error)
			return throw_code(context, errors[i].name, path);
	return throw_code(context, "EUNKNOWN", path);
}

const char *path_of(JSContext *context, JSValueConst value)
{
	size_t size;
	const char *path = JS_ToCStringLen(context, &size, value);
	if (path != NULL && strlen(path) != size) {
		JS_FreeCString(context, path);
		throw_code(context, "ERR_INVALID_ARG_VALUE", "a path with a NUL inside");
		return NULL;
	}
	return path;
}

/* Those that ask the machine come first: the others give the same anywhere. */
enum { ASKING_SETS = 2 };
static const struct host_function *const sets[] = {file_functions,   process_functions, text_functions,
						   digest_functions, encode_functions,	json_functions};

static JSValue call_unless_sealed(JSContext *context, JSValueConst this, int count,
				  JSValueConst *values, int index, JSValueConst *data)
{
	(void)data;
	if (host_is_sealed && index >> 8 < ASKING_SETS)
		return JS_ThrowInternalError(context, "the machine was asked before the planner ran");
	return sets[index >> 8][index & 255].call(context, this, count, values);
}

static int add_functions(JSContext *context, JSValueConst host, const struct host_function *set,
			 int number)
{
	int result = 0;
	for (int i = 0; set[i].name != NULL && result >= 0; i++) {
		JSValue function = JS_NewCFunctionData(context, call_unless_sealed, set[i].parameters,
						       number << 8 | i, 0, NULL);
		result = JS_SetPropertyStr(context, host, set[i].name, function);
	}
	return result < 0 ? -1 : 0;
}

int add_host(JSContext *context)
{
	JSValue host = JS_NewObject(context), global = JS_GetGlobalObject(context);
	int result = prepare_encoding(context);
	if (result == 0)
		result = JS_SetPropertyStr(context, global, "host", JS_DupValue(context, host));
	for (size_t i = 0; i < sizeof sets / sizeof *sets && result >= 0; i++)
		result = add_functions(context, host, sets[i], (int)i);
	JS_FreeValue(context, host);
	JS_FreeValue(context, global);
	return result < 0 ? -1 : 0;
}
