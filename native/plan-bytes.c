#include "plan-bytes.h"

#include "decode.h"
#include "syscalls.h"

#include <string.h>
#include <sys/mman.h>

static int read_exactly(int fd, uint8_t *data, size_t size)
{
	while (size > 0) {
		ssize_t length = RETRY(read(fd, data, size));
		if (length <= 0)
			return length < 0 ? (int)length : -ENODATA;
		data += length;
		size -= (size_t)length;
	}
	return 0;
}

int read_plan(int fd, struct plan_bytes *plan)
{
	uint8_t header[PLAN_HEADER_SIZE];
	*plan = (struct plan_bytes){NULL, 0};
	int error = read_exactly(fd, header, sizeof header);
	if (error != 0)
		return error;
	int64_t length = plan_length(header);
	if (length < 0)
		return (int)length;
	plan->size = (size_t)length;
	plan->data = mmap(NULL, plan->size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (plan->data == MAP_FAILED) {
		plan->data = NULL;
		return -errno;
	}
	memcpy(plan->data, header, sizeof header);
	error = read_exactly(fd, plan->data + sizeof header, plan->size - sizeof header);
	if (error != 0)
		free_plan(plan);
	return error;
}

void free_plan(struct plan_bytes *plan)
{
	if (plan->data != NULL)
		munmap(plan->data, plan->size);
	*plan = (struct plan_bytes){NULL, 0};
}
