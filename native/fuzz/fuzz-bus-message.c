/* Whatever the other side of a bus sends: texts that are found end inside the message. */
#include "../bus-message.c"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_all(const struct bus_message *message)
{
	size_t length = strlen(message->error_name) + strlen(message->member) + strlen(message->signature);
	for (unsigned int i = 0; i < 6; i++)
		length += strlen(bus_message_text(message, i));
	if (length > 1 << 20)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bus_message message;
	uint8_t *copy = malloc(size + 1);
	if (copy == NULL)
		return 0;
	memcpy(copy, data, size);
	/* A right head is hard to find by chance. */
	if (size >= BUS_HEAD_SIZE) {
		copy[0] = 'l';
		copy[3] = PROTOCOL;
		size_t whole;
		if (bus_message_size(copy, &whole) == 0 && whole <= size &&
		    bus_message_parse(copy, whole, &message) == 0)
			read_all(&message);
	}
	free(copy);
	return 0;
}
