#include "plan-bytes.h"

#include "decode.h"
#include "stamps.h"
#include "syscalls.h"
#include "warm-channel.h"

#include <poll.h>
#include <string.h>
#include <sys/mman.h>

enum { NS_PER_MS = 1000000 };

/* Until it can be read: 0 or a negative errno. */
static int await_input(int fd, uint64_t deadline)
{
	uint64_t now = monotonic_now();
	struct pollfd input = {fd, POLLIN, 0};
	int ready = now >= deadline ? 0 : (int)RETRY(poll(&input, 1, (int)((deadline - now) / NS_PER_MS) + 1));
	return ready > 0 ? 0 : ready == 0 ? -ETIMEDOUT : ready;
}

/* deadline: by monotonic_now(); 0 for none. */
static int read_exactly(int fd, uint8_t *data, size_t size, uint64_t deadline)
{
	while (size > 0) {
		int error = deadline == 0 ? 0 : await_input(fd, deadline);
		if (error != 0)
			return error;
		ssize_t length = RETRY(read(fd, data, size));
		if (length <= 0)
			return length < 0 ? (int)length : -ENODATA;
		data += length;
		size -= (size_t)length;
	}
	return 0;
}

static int make_room(struct plan_bytes *bytes, size_t size)
{
	uint8_t *data = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (data == MAP_FAILED)
		return -errno;
	*bytes = (struct plan_bytes){data, size};
	return 0;
}

int read_plan(int fd, struct plan_bytes *plan)
{
	uint8_t header[PLAN_HEADER_SIZE];
	*plan = (struct plan_bytes){NULL, 0};
	int error = read_exactly(fd, header, sizeof header, 0);
	if (error != 0)
		return error;
	int64_t length = plan_length(header);
	if (length < 0)
		return (int)length;
	error = make_room(plan, (size_t)length);
	if (error != 0)
		return error;
	memcpy(plan->data, header, sizeof header);
	error = read_exactly(fd, plan->data + sizeof header, plan->size - sizeof header, 0);
	if (error != 0)
		free_plan(plan);
	return error;
}

int read_later(int fd, size_t limit, uint32_t timeout, struct plan_bytes *later)
{
	struct frame_head head;
	const uint64_t deadline = monotonic_now() + (uint64_t)timeout * NS_PER_MS;
	*later = (struct plan_bytes){NULL, 0};
	int error = read_exactly(fd, (uint8_t *)&head, sizeof head, deadline);
	if (error == 0 && (head.kind != FRAME_LATER || head.length > limit))
		error = -EBADMSG;
	if (error != 0 || head.length == 0)
		return error;
	error = make_room(later, head.length);
	if (error == 0)
		error = read_exactly(fd, later->data, later->size, deadline);
	if (error != 0)
		free_plan(later);
	return error;
}

void free_plan(struct plan_bytes *plan)
{
	if (plan->data != NULL)
		munmap(plan->data, plan->size);
	*plan = (struct plan_bytes){NULL, 0};
}
