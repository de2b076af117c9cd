/* Whatever an image calls /etc/passwd: a home that is found is an absolute path within its buffer. */
#include "../passwd.c"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char home[64];
	char *copy = malloc(size + 1);
	if (copy == NULL)
		return 0;
	memcpy(copy, data, size);
	if (find_home(copy, size, 0, home, sizeof home) && (home[0] != '/' || strlen(home) >= sizeof home))
		abort();
	free(copy);
	return 0;
}
