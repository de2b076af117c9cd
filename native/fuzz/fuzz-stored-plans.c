/* Any file in the place of stored plans must be refused, or give a plan that lies inside it. */
#include "../init-line.c"
#include "../output.c"
#include "../stored-plans.c"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try_stored(const uint8_t *data, size_t size)
{
	/* With a checksum and a head of ours, or hardly an input would get any further. */
	static const char version[] = PELAGOS_VERSION;
	uint8_t *bytes = malloc(size + 64), *at = bytes + CHECKSUM_SIZE;
	const uint32_t head[] = {STORED_PLANS_MAGIC, PLAN_STAMP, sizeof version};
	struct plan_bytes plan = {NULL, 0};
	if (bytes == NULL)
		return;
	memcpy(at, head, sizeof head);
	memcpy(at + sizeof head, version, sizeof version);
	at += sizeof head + sizeof version;
	memcpy(at, data, size);
	size_t whole = (size_t)(at - bytes) + size;
	uint64_t sum = checksum(bytes + CHECKSUM_SIZE, whole - CHECKSUM_SIZE);
	for (int i = 0; i < CHECKSUM_SIZE; i++)
		bytes[i] = (uint8_t)(sum >> (8 * i));
	if (find_stored_plan(bytes, whole, "/r/c", "state", &plan) == 0 &&
	    (plan.data < bytes || plan.data + plan.size > bytes + whole))
		__builtin_trap();
	free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char text[256];
	struct init_line line;
	struct plan_bytes plan;
	uint8_t *copy = malloc(size + 1);
	if (copy == NULL)
		return 0;
	memcpy(copy, data, size);
	(void)find_stored_plan(copy, size, "/r/c", "state", &plan);
	free(copy);
	try_stored(data, size);
	size_t length = size < sizeof text ? size : sizeof text - 1;
	memcpy(text, data, length);
	text[length] = '\0';
	if (parse_init_line(text, &line) == 0 && (line.pid < 0 || line.start_time < 0))
		__builtin_trap();
	return 0;
}
