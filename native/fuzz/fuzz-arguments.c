/* Words that anybody may give must be refused or be read without harm; what is accepted keeps its promises. */
#include "../arguments.c"
#include "../output.c"
#include "../small-file.c"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct arguments *arguments)
{
	const char *directory = arguments->directory, *log = arguments->log_path;
	const char *id = strrchr(directory, '/');
	if (directory[0] != '/' || id == directory || !is_container_id(id + 1) ||
	    strstr(directory, "//") != NULL || strstr(directory, "/./") != NULL)
		__builtin_trap();
	if (log[0] != '\0' && log[0] != '/')
		__builtin_trap();
	if (strchr(arguments->command, '=') != NULL || arguments->signal < -1 ||
	    arguments->signal > HIGHEST_SIGNAL)
		__builtin_trap();
}

/* Each NUL ends a word. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arguments arguments;
	enum { MOST = 64 };
	char *words[MOST + 1];
	int count = 0;
	char *text = malloc(size + 1);
	if (text == NULL)
		return 0;
	memcpy(text, data, size);
	text[size] = '\0';
	for (char *at = text; at <= text + size && count < MOST; at += strlen(at) + 1)
		words[count++] = at;
	words[count] = NULL;
	if (read_arguments(words, &arguments))
		check(&arguments);
	free(text);
	return 0;
}
