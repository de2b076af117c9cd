/*
 * Reads command lines from standard input, each a number of words and these words, all ended by NUL,
 * and prints what native/arguments.c makes of each as a line of JSON; null where the planner is asked.
 */
#include "../../../native/arguments.c"
#include "../../../native/output.c"
#include "../../../native/small-file.c"

#include <stdlib.h>

static char *next_word(char **at, const char *end)
{
	char *word = *at;
	char *stop = memchr(word, 0, (size_t)(end - word));
	if (stop == NULL)
		exit(2);
	*at = stop + 1;
	return word;
}

/* Paths and commands of accepted lines are ASCII. */
static void print_string(const char *text)
{
	putchar('"');
	for (; *text != '\0'; text++)
		printf("\\u%04x", (unsigned char)*text);
	putchar('"');
}

int main(void)
{
	static char input[16 << 20];
	static struct arguments found;
	char *words[1024], *at = input;
	const char *end = input + fread(input, 1, sizeof input, stdin);
	while (at < end) {
		int count = atoi(next_word(&at, end));
		if (count < 0 || count > 1023)
			return 2;
		for (int i = 0; i < count; i++)
			words[i] = next_word(&at, end);
		words[count] = NULL;
		if (!read_arguments(words, &found)) {
			puts("null");
			continue;
		}
		printf("{\"directory\":");
		print_string(found.directory);
		printf(",\"command\":");
		print_string(found.command);
		printf(",\"logPath\":");
		print_string(found.log_path);
		printf(",\"logFormat\":\"%s\",\"signal\":%d,\"words\":[", found.log_json ? "json" : "text",
		       found.signal);
		for (char *const *word = found.words; word != NULL && *word != NULL; word++) {
			printf(word == found.words ? "" : ",");
			print_string(*word);
		}
		puts("]}");
	}
	return 0;
}
