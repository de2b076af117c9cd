/* Whatever comes in the place of questions is refused, or answered inside the room that there is. */
#include "../answer-questions.c"
#include "../warm-channel.c"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Questions about the directory of the fuzzer only: one about a device could change what it does. */
static bool is_harmless(const uint8_t *data, size_t size)
{
	return memchr(data, '/', size) == NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t room[512];
	uint8_t *copy = malloc(size + 1);
	struct payload answers = {room, 0, sizeof room};
	if (copy == NULL)
		return 0;
	memcpy(copy, data, size);
	if (is_harmless(data, size) && answer_questions(copy, size, &answers) == 0 &&
	    answers.used > answers.room)
		__builtin_trap();
	free(copy);
	return 0;
}
