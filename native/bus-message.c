#include "bus-message.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

/* What the specification allows an array and a message. */
enum { FIELDS_LIMIT = 64 << 20, BODY_LIMIT = 64 << 20, PROTOCOL = 1, STRUCT_ALIGNMENT = 8 };

enum header_field { FIELD_MEMBER = 3, FIELD_ERROR_NAME = 4, FIELD_REPLY_SERIAL = 5, FIELD_SIGNATURE = 8 };

struct cursor {
	const uint8_t *data;
	size_t size;
	size_t at;
};

static uint32_t u32_at(const uint8_t *data)
{
	uint32_t value;
	memcpy(&value, data, sizeof value);
	return value;
}

static size_t aligned(size_t at, size_t alignment)
{
	return (at + alignment - 1) / alignment * alignment;
}

int bus_message_size(const uint8_t *head, size_t *size)
{
	uint32_t body = u32_at(head + 4), fields = u32_at(head + 12);
	if (head[0] != 'l' || head[3] != PROTOCOL || body > BODY_LIMIT || fields > FIELDS_LIMIT)
		return -EBADMSG;
	*size = aligned(BUS_HEAD_SIZE + fields, STRUCT_ALIGNMENT) + body;
	return 0;
}

static bool read_u32(struct cursor *cursor, uint32_t *value)
{
	size_t at = aligned(cursor->at, sizeof *value);
	if (at > cursor->size || cursor->size - at < sizeof *value)
		return false;
	*value = u32_at(cursor->data + at);
	cursor->at = at + sizeof *value;
	return true;
}

/* length bytes and a NUL behind them. */
static const char *read_text(struct cursor *cursor, size_t length)
{
	if (cursor->size - cursor->at <= length || cursor->data[cursor->at + length] != '\0')
		return NULL;
	const char *text = (const char *)cursor->data + cursor->at;
	cursor->at += length + 1;
	return text;
}

static const char *read_string(struct cursor *cursor)
{
	uint32_t length;
	return read_u32(cursor, &length) ? read_text(cursor, length) : NULL;
}

static const char *read_signature(struct cursor *cursor)
{
	if (cursor->at >= cursor->size)
		return NULL;
	size_t length = cursor->data[cursor->at++];
	return read_text(cursor, length);
}

static void keep_text(struct bus_message *message, uint8_t code, const char *text)
{
	if (code == FIELD_MEMBER)
		message->member = text;
	else if (code == FIELD_ERROR_NAME)
		message->error_name = text;
	else if (code == FIELD_SIGNATURE)
		message->signature = text;
}

/* One field of the header, a struct of a code and a variant. */
static bool read_field(struct cursor *cursor, struct bus_message *message)
{
	uint32_t number;
	const char *text = NULL;
	cursor->at = aligned(cursor->at, STRUCT_ALIGNMENT);
	if (cursor->at >= cursor->size)
		return false;
	uint8_t code = cursor->data[cursor->at++];
	const char *type = read_signature(cursor);
	if (type == NULL || type[0] == '\0' || type[1] != '\0')
		return false;
	if (type[0] == 'u') {
		if (!read_u32(cursor, &number))
			return false;
		if (code == FIELD_REPLY_SERIAL)
			message->reply_serial = number;
		return true;
	}
	if (type[0] == 's' || type[0] == 'o')
		text = read_string(cursor);
	else if (type[0] == 'g')
		text = read_signature(cursor);
	if (text != NULL)
		keep_text(message, code, text);
	return text != NULL;
}

int bus_message_parse(const uint8_t *data, size_t size, struct bus_message *message)
{
	size_t whole;
	*message = (struct bus_message){.error_name = "", .member = "", .signature = ""};
	if (size < BUS_HEAD_SIZE || bus_message_size(data, &whole) < 0 || whole != size)
		return -EBADMSG;
	struct cursor cursor = {data, BUS_HEAD_SIZE + u32_at(data + 12), BUS_HEAD_SIZE};
	while (cursor.at < cursor.size)
		if (!read_field(&cursor, message))
			return -EBADMSG;
	message->type = data[1];
	message->body_size = u32_at(data + 4);
	message->body = data + (size - message->body_size);
	return 0;
}

const char *bus_message_text(const struct bus_message *message, unsigned int number)
{
	struct cursor cursor = {message->body, message->body_size, 0};
	for (unsigned int i = 0; i <= number; i++) {
		char type = message->signature[i];
		const char *text = NULL;
		uint32_t value;
		if (type == 's' || type == 'o')
			text = read_string(&cursor);
		else if (type != 'u' || !read_u32(&cursor, &value))
			return "";
		if (type != 'u' && text == NULL)
			return "";
		if (i == number)
			return text == NULL ? "" : text;
	}
	return "";
}
