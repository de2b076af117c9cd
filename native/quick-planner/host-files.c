#include "host.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

/* The failure of a system call about path, which is freed; errno is the call's. */
static JSValue failed(JSContext *context, const char *path)
{
	int error = errno;
	JSValue thrown = throw_errno(context, error, path);
	JS_FreeCString(context, path);
	return thrown;
}

static JSValue open_file(JSContext *context, JSValueConst this, int count, JSValueConst *values)
{
	(void)this, (void)count;
	int32_t flags;
	const char *path = path_of(context, values[0]);
	if (path == NULL || JS_ToInt32(context, &flags, values[1]) < 0)
		return JS_EXCEPTION;
	/* Of open(2) musl makes two calls: it does not trust the kernel with the flag. */
	int fd = openat(AT_FDCWD, path, flags | O_CLOEXEC);
	if (fd < 0)
		return failed(context, path);
	JS_FreeCString(context, path);
	return JS_NewInt32(context, fd);
}

static JSValue close_file(JSContext *context, JSValueConst this, int count, JSValueConst *values)
{
	(void)this, (void)count;
	int32_t fd;
	if (JS_ToInt32(context, &fd, values[0]) < 0)
		return JS_EXCEPTION;
	close(fd);
	return JS_UNDEFINED;
}

/* The part of the Uint8Array values[1] that values[2] (offset) and values[3] (length) name. */
static uint8_t *part_of(JSContext *context, JSValueConst *values, size_t *length)
{
	size_t size;
	int64_t from, wanted;
	uint8_t *bytes = JS_GetUint8Array(context, &size, values[1]);
	if (bytes == NULL || JS_ToInt64(context, &from, values[2]) < 0 ||
	    JS_ToInt64(context, &wanted, values[3]) < 0)
		return NULL;
	if (from < 0 || wanted < 0 || (uint64_t)from > size || (uint64_t)wanted > size - (uint64_t)from) {
		JS_ThrowRangeError(context, "beyond the end of the buffer");
		return NULL;
	}
	*length = (size_t)wanted;
	return bytes + from;
}

static JSValue read_or_write(JSContext *context, JSValueConst *values, bool writes)
{
	int32_t fd;
	size_t length;
	uint8_t *part = part_of(context, values, &length);
	if (part == NULL || JS_ToInt32(context, &fd, values[0]) < 0)
		return JS_EXCEPTION;
	ssize_t done;
	do
		done = writes ? write(fd, part, length) : read(fd, part, length);
	while (done < 0 && errno == EINTR);
	return done < 0 ? throw_errno(context, errno, writes ? "write" : "read") :
			  JS_NewInt64(context, done);
}

static JSValue read_file(JSContext *context, JSValueConst this, int count, JSValueConst *values)
{
	(void)this, (void)count;
	return read_or_write(context, values, false);
}

static JSValue write_file(JSContext *context, JSValueConst this, int count, JSValueConst *values)
{
	(void)this, (void)count;
	return read_or_write(context, values, true);
}

/* The numbers of stat(2) that the planner looks at, in the order of src/host/quick-engine.ts. */
static JSValue new_status(JSContext *context, const struct stat *status)
{
	const JSValue numbers[] = {
		JS_NewInt64(context, status->st_mode),
		JS_NewInt64(context, status->st_size),
		JS_NewInt64(context, status->st_uid),
		JS_NewInt64(context, (int64_t)status->st_ino),
	};
	return JS_NewArrayFrom(context, sizeof numbers / sizeof *numbers, numbers);
}

/* Undefined where there is no such file. */
static JSValue status_of_path(JSContext *context, JSValueConst this, int count,
			      JSValueConst *values)
{
	(void)this, (void)count;
	struct stat status;
	const char *path = path_of(context, values[0]);
	if (path == NULL)
		return JS_EXCEPTION;
	int result = stat(path, &status);
	if (result < 0 && errno != ENOENT && errno != ENOTDIR)
		return failed(context, path);
	JS_FreeCString(context, path);
	return result < 0 ? JS_UNDEFINED : new_status(context, &status);
}

static JSValue status_of_file(JSContext *context, JSValueConst this, int count,
			      JSValueConst *values)
{
	(void)this, (void)count;
	int32_t fd;
	struct stat status;
	if (JS_ToInt32(context, &fd, values[0]) < 0)
		return JS_EXCEPTION;
	return fstat(fd, &status) < 0 ? throw_errno(context, errno, "fstat") :
					new_status(context, &status);
}

static JSValue file_system_type(JSContext *context, JSValueConst this, int count,
				JSValueConst *values)
{
	(void)this, (void)count;
	struct statfs status;
	const char *path = path_of(context, values[0]);
	if (path == NULL)
		return JS_EXCEPTION;
	if (statfs(path, &status) < 0)
		return failed(context, path);
	JS_FreeCString(context, path);
	return JS_NewInt64(context, (int64_t)status.f_type);
}

static JSValue check_access(JSContext *context, JSValueConst this, int count,
			    JSValueConst *values)
{
	(void)this, (void)count;
	int32_t mode;
	const char *path = path_of(context, values[0]);
	if (path == NULL || JS_ToInt32(context, &mode, values[1]) < 0)
		return JS_EXCEPTION;
	if (access(path, mode) < 0)
		return failed(context, path);
	JS_FreeCString(context, path);
	return JS_UNDEFINED;
}

static JSValue read_link(JSContext *context, JSValueConst this, int count, JSValueConst *values)
{
	(void)this, (void)count;
	char target[PATH_MAX];
	const char *path = path_of(context, values[0]);
	if (path == NULL)
		return JS_EXCEPTION;
	ssize_t size = readlink(path, target, sizeof target);
	if (size < 0)
		return failed(context, path);
	JS_FreeCString(context, path);
	return new_text(context, target, (size_t)size);
}

static JSValue real_path(JSContext *context, JSValueConst this, int count, JSValueConst *values)
{
	(void)this, (void)count;
	char resolved[PATH_MAX];
	const char *path = path_of(context, values[0]);
	if (path == NULL)
		return JS_EXCEPTION;
	if (realpath(path, resolved) == NULL)
		return failed(context, path);
	JS_FreeCString(context, path);
	return new_text(context, resolved, strlen(resolved));
}

static JSValue entries_of(JSContext *context, DIR *directory)
{
	JSValue names = JS_NewArray(context);
	uint32_t count = 0;
	for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
		const char *name = entry->d_name;
		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
			continue;
		JSValue text = new_text(context, name, strlen(name));
		if (JS_SetPropertyUint32(context, names, count++, text) < 0)
			return JS_EXCEPTION;
	}
	return names;
}

static JSValue read_directory(JSContext *context, JSValueConst this, int count,
			      JSValueConst *values)
{
	(void)this, (void)count;
	const char *path = path_of(context, values[0]);
	if (path == NULL)
		return JS_EXCEPTION;
	DIR *directory = opendir(path);
	if (directory == NULL)
		return failed(context, path);
	JS_FreeCString(context, path);
	JSValue names = entries_of(context, directory);
	closedir(directory);
	return names;
}

const struct host_function file_functions[] = {
	{"open", open_file, 2},	      {"close", close_file, 1},
	{"read", read_file, 4},	      {"write", write_file, 4},
	{"stat", status_of_path, 1},  {"fstat", status_of_file, 1},
	{"statfs", file_system_type, 1}, {"access", check_access, 2},
	{"readlink", read_link, 1},   {"realpath", real_path, 1},
	{"readdir", read_directory, 1}, {NULL, NULL, 0},
};
