#include "foresee.h"

#include "answer-questions.h"
#include "arguments-table.h"
#include "arguments.h"
#include "syscalls.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { FOR_BUNDLE = 1, FOR_EXEC = 2, FOR_BOTH = 3, FOR_ALL = 4 };
enum { PER_CALL, PER_HIERARCHY, PER_FIRST_HIERARCHY, PER_UNIFIED };
enum { IS_NOTHING, IS_CGROUPS, IS_DOCUMENT };

struct verb_of_row {
	const char *name;
	uint32_t bit;
};

struct foreseen_row {
	uint32_t verbs, per, about, is;
	const char *path;
};

#include "foreseen-table.h"

/* What stands between braces in a path. */
enum name { ROOT, BUNDLE, PROCESS, ID, CONTROLLERS, OWN, WITHIN, ABOVE, ROOTFS, ABSOLUTE, RELATIVE, NAMES };

static const char *const name_texts[NAMES] = {"root",  "bundle", "process", "id",       "controllers", "own",
					 "within", "above", "rootfs",  "absolute", "relative"};

enum { PATH_SIZE = 4096 };

/* Some of a longer text; NULL: not known. */
struct part {
	const char *at;
	size_t length;
};

struct call {
	uint32_t verbs;
	struct part values[NAMES];
	struct part cgroups;
	char root[PATH_SIZE], bundle[PATH_SIZE], process[PATH_SIZE], rootfs[PATH_SIZE];
};

static struct part whole(const char *text)
{
	return (struct part){text, text == NULL ? 0 : strlen(text)};
}

static bool is(const char *name, size_t length, const char *expected)
{
	return strlen(expected) == length && memcmp(name, expected, length) == 0;
}

static bool takes_value(const char *name, size_t length)
{
	for (const char *const *option = valued_options; *option != NULL; option++)
		if (is(name, length, *option))
			return true;
	return false;
}

/* The option in *word: the last word read of it, or NULL where its value is missing. */
static char *const *note_option(char *const *word, struct call *call)
{
	const char *name = *word + ((*word)[1] == '-' ? 2 : 1);
	const size_t length = strcspn(name, "=");
	if (!takes_value(name, length))
		return word;
	const char *value = name[length] == '=' ? name + length + 1 : *++word;
	if (value == NULL)
		return NULL;
	if (is(name, length, "root") && absolute_path(value, call->root, sizeof call->root))
		call->values[ROOT] = whole(call->root);
	if ((is(name, length, "bundle") || is(name, length, "b")) &&
	    absolute_path(value, call->bundle, sizeof call->bundle))
		call->values[BUNDLE] = whole(call->bundle);
	if ((is(name, length, "process") || is(name, length, "p")) &&
	    absolute_path(value, call->process, sizeof call->process))
		call->values[PROCESS] = whole(call->process);
	return word;
}

static uint32_t bit_of(const char *word)
{
	for (const struct verb_of_row *row = verbs_of_rows; row->name != NULL; row++)
		if (strcmp(row->name, word) == 0)
			return row->bit;
	return 0;
}

static void note_words(char *const *word, struct call *call)
{
	for (; word != NULL && *word != NULL && call->values[ID].at == NULL; word += word != NULL) {
		if ((*word)[0] == '-') {
			word = note_option(word, call);
		} else if ((call->verbs & FOR_BOTH) == 0) {
			call->verbs |= bit_of(*word);
			if ((call->verbs & FOR_BOTH) == 0)
				return;
		} else {
			call->values[ID] = whole(*word);
		}
	}
}

/* Puts path with the values in it into out; false where one is not known, or it is too long. */
static bool fill(const char *path, const struct call *call, char out[static PATH_SIZE])
{
	size_t used = 0;
	while (*path != '\0') {
		struct part part = {path, strcspn(path, "{")};
		if (part.length == 0) {
			const size_t length = strcspn(path + 1, "}");
			enum name name = 0;
			while (name < NAMES - 1 && !is(path + 1, length, name_texts[name]))
				name++;
			part = call->values[name];
			path += length + 2;
		} else {
			path += part.length;
		}
		if (part.at == NULL || part.length >= PATH_SIZE - used)
			return false;
		memcpy(out + used, part.at, part.length);
		used += part.length;
	}
	out[used] = '\0';
	return memchr(out, '\0', used) == NULL;
}

/* The text of the first property of that quoted name, where nothing in it is escaped. */
static struct part property(struct part document, const char *name)
{
	const char *const end = document.at + document.length;
	const char *at = document.at == NULL ? NULL : memmem(document.at, document.length, name, strlen(name));
	if (at == NULL)
		return (struct part){NULL, 0};
	at += strlen(name);
	while (at < end && strchr(": \n\t", *at) != NULL && *at != '\0')
		at++;
	if (at == end || *at++ != '"')
		return (struct part){NULL, 0};
	const char *last = memchr(at, '"', (size_t)(end - at));
	if (last == NULL || memchr(at, '\\', (size_t)(last - at)) != NULL)
		return (struct part){NULL, 0};
	return (struct part){at, (size_t)(last - at)};
}

/* Where the root file system and the cgroups of the container are. */
static void look_into(struct part document, struct call *call)
{
	char path[PATH_SIZE];
	const bool exec = (call->verbs & FOR_EXEC) != 0;
	const struct part root = property(document, exec ? "\"rootfs\"" : "\"path\"");
	const struct part cgroup = property(document, "\"cgroupsPath\"");
	const bool below = root.at != NULL && root.length > 0 && root.at[0] != '/';
	int length = snprintf(path, sizeof path, "%s%s%.*s", below ? call->bundle : "", below ? "/" : "",
			      (int)root.length, root.at == NULL ? "" : root.at);
	if (root.at != NULL && root.length < sizeof path && length > 0 && (size_t)length < sizeof path &&
	    absolute_path(path, call->rootfs, sizeof call->rootfs))
		call->values[ROOTFS] = whole(call->rootfs);
	if (cgroup.length == 0)
		call->values[RELATIVE] = call->values[ID];
	else
		call->values[cgroup.at[0] == '/' ? ABSOLUTE : RELATIVE] = cgroup;
}

static int add_row(const struct foreseen_row *row, struct call *call, struct payload *request)
{
	char path[PATH_SIZE];
	if ((row->verbs & call->verbs) == 0 || !fill(row->path, call, path))
		return 0;
	const uint32_t question[] = {row->about, (uint32_t)strlen(path) + 1};
	int error = payload_bytes(request, question, sizeof question);
	if (error == 0)
		error = payload_bytes(request, path, question[1]);
	const size_t start = request->used + 2 * sizeof(uint32_t);
	if (error == 0)
		error = answer_question(row->about, path, request);
	if (error != 0)
		return error;
	const struct part answer = {(const char *)request->data + start, request->used - start};
	if (row->is == IS_CGROUPS)
		call->cgroups = answer;
	else if (row->is == IS_DOCUMENT)
		look_into(answer, call);
	return 0;
}

static int add_rows(uint32_t per, struct call *call, struct payload *request)
{
	int error = 0;
	for (size_t i = 0; i < sizeof foreseen_rows / sizeof *foreseen_rows && error == 0; i++)
		if (foreseen_rows[i].per == per)
			error = add_row(&foreseen_rows[i], call, request);
	return error;
}

/* A line of /proc/self/cgroup, as cgroups(7) has it: whether it is that of the unified hierarchy. */
static bool note_line(struct part line, struct call *call)
{
	const char *end = line.at + line.length;
	const char *controllers = memchr(line.at, ':', line.length);
	const char *own = controllers == NULL ? NULL : memchr(controllers + 1, ':', (size_t)(end - controllers - 1));
	if (own == NULL)
		return false;
	controllers++;
	const bool unified = controllers == own;
	if (own - controllers > 5 && memcmp(controllers, "name=", 5) == 0)
		controllers += 5;
	call->values[CONTROLLERS] = (struct part){controllers, (size_t)(own - controllers)};
	struct part path = {own + 1, (size_t)(end - own - 1)}, above = path;
	call->values[OWN] = path;
	while (above.length > 0 && above.at[above.length - 1] != '/')
		above.length--;
	above.length -= above.length > 0;
	call->values[ABOVE] = above;
	call->values[WITHIN] = path.length == 1 ? above : path;
	return unified;
}

static int add_cgroups(struct call *call, struct payload *request)
{
	int error = 0;
	uint32_t first = PER_FIRST_HIERARCHY;
	struct part left = call->cgroups;
	while (left.length > 0 && error == 0) {
		const char *end = memchr(left.at, '\n', left.length);
		const struct part line = {left.at, end == NULL ? left.length : (size_t)(end - left.at)};
		const size_t step = line.length + (end != NULL);
		if (note_line(line, call)) {
			error = add_rows(PER_UNIFIED, call, request);
		} else {
			error = add_rows(PER_HIERARCHY, call, request);
			if (error == 0 && first != PER_CALL)
				error = add_rows(first, call, request);
			first = PER_CALL;
		}
		left = (struct part){left.at + step, left.length - step};
	}
	return error;
}

int foresee(char *const words[], struct payload *request)
{
	static struct call call;
	call = (struct call){.verbs = FOR_ALL};
	if (words[0] != NULL)
		note_words(words + 1, &call);
	if (call.values[ROOT].at == NULL && geteuid() == 0)
		call.values[ROOT] = whole(ROOT_OF_ROOT);
	if (call.values[BUNDLE].at == NULL && absolute_path(".", call.bundle, sizeof call.bundle))
		call.values[BUNDLE] = whole(call.bundle);
	int error = add_rows(PER_CALL, &call, request);
	if (error == 0 && (call.verbs & FOR_BOTH) != 0)
		error = add_cgroups(&call, request);
	return error == 0 ? payload_u32(request, 0) : error;
}
