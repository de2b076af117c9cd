/* What the planner's JavaScript may ask of the machine: it reads, and answers on a descriptor. */
#ifndef PELAGOS_QUICK_HOST_H
#define PELAGOS_QUICK_HOST_H

#include <stdbool.h>
#include <stddef.h>

#include "quickjs.h"

/* A function of the object `host` that scripts see. */
struct host_function {
	const char *name;
	JSCFunction *call;
	int parameters;
};

extern const struct host_function file_functions[], process_functions[], text_functions[],
	digest_functions[], encode_functions[], json_functions[];

/*
 * Makes the global `host` of all the functions. While sealed those that ask the machine
 * throw: what runs before the image is written must not depend on where it is built.
 */
int add_host(JSContext *context);
extern bool host_is_sealed;

/* Makes what `host.encodePlan` looks names up in: 0, or -1 with an exception. */
int prepare_encoding(JSContext *context);

/* To be called first: from here on the age of the program counts. */
void note_beginning(void);

/* The words behind the program's name. */
extern char *const *host_arguments;

/* Throws the error of a system call as Node does, with errno's name as `code`. */
JSValue throw_errno(JSContext *context, int error, const char *path);

/*
 * A path that a script gave, to be freed with JS_FreeCString(); NULL with an exception for what is
 * no string, and for a NUL inside, behind which the kernel would not read.
 */
const char *path_of(JSContext *context, JSValueConst value);

/* A string of bytes that should be UTF-8: each fault becomes a replacement character, as WHATWG's Encoding says. */
JSValue new_text(JSContext *context, const char *bytes, size_t size);

#endif
