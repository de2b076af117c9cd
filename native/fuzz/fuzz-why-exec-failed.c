/* Whatever an image calls a program: its head is read within its bytes, and names end. */
#include "../executable-head.c"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct executable_head head;
	uint8_t *copy = malloc(size + 1);
	if (copy == NULL)
		return 0;
	memcpy(copy, data, size);
	read_executable_head(copy, size, &head);
	if (memchr(head.interpreter, '\0', sizeof head.interpreter) == NULL)
		abort();
	(void)machine_name(head.machine);
	free(copy);
	return 0;
}
