#include "passwd.h"

#include <string.h>

enum { FIELD_COUNT = 7, FIELD_USER_ID = 2, FIELD_HOME = 5 };

struct span {
	const char *start;
	size_t length;
};

static const char *end_of(const char *from, const char *end, char separator)
{
	const char *found = memchr(from, separator, (size_t)(end - from));
	return found == NULL ? end : found;
}

/* Only a whole decimal number that fits: "4294967296" is nobody, not 0. */
static bool is_number(const struct span *text, uint32_t wanted)
{
	uint64_t value = 0;
	for (size_t i = 0; i < text->length; i++) {
		char digit = text->start[i];
		if (digit < '0' || digit > '9')
			return false;
		value = value * 10 + (uint64_t)(digit - '0');
		if (value > UINT32_MAX)
			return false;
	}
	return text->length > 0 && value == wanted;
}

static bool split_line(const char *line, const char *end, struct span fields[static FIELD_COUNT])
{
	for (int i = 0; i < FIELD_COUNT; i++) {
		const char *stop = i == FIELD_COUNT - 1 ? end : end_of(line, end, ':');
		if (stop == end && i < FIELD_COUNT - 1)
			return false;
		fields[i] = (struct span){line, (size_t)(stop - line)};
		line = stop + 1;
	}
	return true;
}

static bool copy_home(const struct span *field, char *home, size_t size)
{
	if (field->length == 0 || field->length >= size || field->start[0] != '/' ||
	    memchr(field->start, '\0', field->length) != NULL)
		return false;
	memcpy(home, field->start, field->length);
	home[field->length] = '\0';
	return true;
}

bool find_home(const char *data, size_t length, uint32_t uid, char *home, size_t size)
{
	struct span fields[FIELD_COUNT];
	const char *end = data + length;
	const char *line = data;
	while (line < end) {
		const char *stop = end_of(line, end, '\n');
		if (split_line(line, stop, fields) && is_number(&fields[FIELD_USER_ID], uid))
			return copy_home(&fields[FIELD_HOME], home, size);
		line = stop + 1;
	}
	return false;
}
