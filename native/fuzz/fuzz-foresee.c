/* Whatever stands in a configuration or a line of cgroups, only paths that fit come of it. */
#include "../arguments.c"
#include "../foresee.c"

#include "../answer-questions.c"
#include "../output.c"
#include "../small-file.c"
#include "../warm-channel.c"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct call call;
	char path[PATH_SIZE];
	char *copy = malloc(size + 1);
	if (copy == NULL || size < 2) {
		free(copy);
		return 0;
	}
	memcpy(copy, data, size);
	const size_t middle = data[1] < size ? data[1] : size;
	call = (struct call){.verbs = FOR_ALL | (data[0] % 2 == 0 ? FOR_EXEC : FOR_BUNDLE)};
	call.values[ID] = (struct part){"id", 2};
	look_into((struct part){copy + middle, size - middle}, &call);
	(void)note_line((struct part){copy, middle}, &call);
	for (size_t i = 0; i < sizeof foreseen_rows / sizeof *foreseen_rows; i++)
		if (fill(foreseen_rows[i].path, &call, path) && memchr(path, '\0', sizeof path) == NULL)
			__builtin_trap();
	free(copy);
	return 0;
}
