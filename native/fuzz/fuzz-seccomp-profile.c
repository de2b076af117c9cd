/* Any text must be taken apart or refused, without a byte outside the line being touched. */
#include "../seccomp-profile.c"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct profile_line line;
	char *text = malloc(size + 1);
	if (text == NULL)
		return 0;
	memcpy(text, data, size);
	text[size] = '\0';
	if (parse_profile_line(text, &line) == NULL)
		(void)repeats_argument(&line);
	free(text);
	return 0;
}
