/*
 * The planner of the machine verbs: the same TypeScript as ../libexec/pelagos/planner, in an engine
 * that starts in a tenth of the time, because it does not start: its memory, as it was with all
 * modules evaluated, is read from a file.
 *
 *   quick-planner WORD…                             answers as the planner does, on descriptor 3
 *   QUICK_PLANNER_IMAGE=FILE quick-planner SCRIPT…  evaluates the scripts, and writes the image
 *
 * Where it cannot answer (no image, no memory, a fault of its own) it ends without a word, and the
 * executor asks the other planner.
 */
#include "host.h"
#include "image.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CANNOT_ANSWER = 75, LARGEST_STACK = 6 << 20 };

/* Runs what promises wait for: -1 after an exception. */
static int run_jobs(JSRuntime *runtime)
{
	JSContext *context;
	int result;
	while ((result = JS_ExecutePendingJob(runtime, &context)) > 0)
		;
	return result;
}

static int complain(JSContext *context, const char *script)
{
	JSValue exception = JS_GetException(context);
	const char *text = JS_ToCString(context, exception);
	fprintf(stderr, "quick-planner: %s: %s\n", script, text == NULL ? "?" : text);
	return EXIT_FAILURE;
}

static char *read_script(const char *path, size_t *size)
{
	struct stat stats;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *text = NULL;
	if (fd >= 0 && fstat(fd, &stats) == 0 && (text = malloc((size_t)stats.st_size + 1)) != NULL) {
		ssize_t got = read(fd, text, (size_t)stats.st_size);
		*size = got < 0 ? 0 : (size_t)got;
		text[*size] = '\0';
	}
	if (fd >= 0)
		close(fd);
	return text;
}

/*
 * The bytecode of a script, without its text and line numbers; NULL after a complaint. It is compiled in
 * a runtime of its own: what the compiler needs, it leaves in pieces all over the memory of its runtime.
 */
static uint8_t *compile(const char *path, size_t *size)
{
	size_t length = 0;
	uint8_t *bytecode = NULL;
	char *text = read_script(path, &length);
	JSRuntime *runtime = JS_NewRuntime();
	JSContext *context = JS_NewContext(runtime);
	if (text == NULL) {
		perror(path);
		return NULL;
	}
	JSValue script = JS_Eval(context, text, length, path, JS_EVAL_TYPE_GLOBAL | JS_EVAL_FLAG_COMPILE_ONLY);
	if (!JS_IsException(script))
		bytecode = JS_WriteObject(context, size, script,
					  JS_WRITE_OBJ_BYTECODE | JS_WRITE_OBJ_STRIP_DEBUG |
					  JS_WRITE_OBJ_STRIP_SOURCE);
	if (bytecode == NULL)
		complain(context, path);
	free(text);
	return bytecode;
}

static int evaluate(JSContext *context, const char *path)
{
	size_t size;
	const uint8_t *bytecode = compile(path, &size);
	if (bytecode == NULL)
		return EXIT_FAILURE;
	JSValue script = JS_ReadObject(context, bytecode, size, JS_READ_OBJ_BYTECODE);
	JSValue result = JS_IsException(script) ? script : JS_EvalFunction(context, script);
	if (JS_IsException(result) || run_jobs(JS_GetRuntime(context)) < 0)
		return complain(context, path);
	JS_FreeValue(context, result);
	return 0;
}

static int make_image(const char *path, char *const scripts[])
{
	struct image *image = new_image();
	if (image == NULL) {
		perror("quick-planner: cannot make an image");
		return EXIT_FAILURE;
	}
	image->runtime = JS_NewRuntime2(&image_memory, NULL);
	/* A planner ends before there is garbage worth a look. */
	JS_SetGCThreshold(image->runtime, (size_t)-1);
	image->context = JS_NewContext(image->runtime);
	host_is_sealed = true;
	int result = add_host(image->context);
	for (size_t i = 0; result == 0 && scripts[i] != NULL; i++)
		result = evaluate(image->context, scripts[i]);
	if (result == 0 && write_image(image, path) < 0) {
		perror(path);
		result = EXIT_FAILURE;
	}
	return result;
}

/* What the caller left us of the stack, with a reserve for the frames of C. */
static size_t stack_size(void)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_STACK, &limit) < 0 || limit.rlim_cur / 4 * 3 > LARGEST_STACK)
		return LARGEST_STACK;
	return limit.rlim_cur / 4 * 3;
}

static int answer(char *const words[])
{
	static const char extension[] = ".image";
	char path[4096];
	const char *program = (const char *)getauxval(AT_EXECFN);
	if (program == NULL || strlen(program) + sizeof extension > sizeof path)
		return CANNOT_ANSWER;
	snprintf(path, sizeof path, "%s%s", program, extension);
	struct image *image = load_image(path);
	if (image == NULL)
		return CANNOT_ANSWER;
	host_arguments = words;
	JS_UpdateStackTop(image->runtime);
	JS_SetMaxStackSize(image->runtime, stack_size());
	JSContext *context = image->context;
	JSValue global = JS_GetGlobalObject(context);
	JSValue planner = JS_GetPropertyStr(context, global, "answerOnce");
	JSValue result = JS_Call(context, planner, JS_UNDEFINED, 0, NULL);
	if (JS_IsException(result) || run_jobs(image->runtime) < 0)
		return CANNOT_ANSWER;
	JSValue answered = JS_GetPropertyStr(context, global, "hasAnswered");
	return JS_ToBool(context, answered) == 1 ? EXIT_SUCCESS : CANNOT_ANSWER;
}

int main(int argc, char *argv[])
{
	note_beginning();
	const char *path = getenv("QUICK_PLANNER_IMAGE");
	if (argc == 0)
		return CANNOT_ANSWER;
	/* _exit: nothing of the engine is worth tidying up. */
	_exit(path != NULL ? make_image(path, argv + 1) : answer(argv));
}
