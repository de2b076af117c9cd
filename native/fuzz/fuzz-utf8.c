/* Whatever the bytes are, what is made of them is UTF-8, and what was UTF-8 stays as it is. */
#include "../quick-planner/utf8.c"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t *repaired = malloc(size * LARGEST_REPAIR + 1), *copy = malloc(size + 1);
	if (repaired == NULL || copy == NULL)
		abort();
	size_t length = repair_utf8(repaired, data, size);
	if (valid_utf8(repaired, length) != length)
		abort();
	size_t valid = valid_utf8(data, size);
	if (memcmp(repaired, data, valid) != 0 || (valid == size && length != size))
		abort();
	memcpy(copy, data, size);
	replace_surrogates(copy, size);
	if (memcmp(copy, data, valid) != 0)
		abort();
	free(repaired);
	free(copy);
	return 0;
}
