#include "utf8.h"

#include <stdbool.h>
#include <string.h>

static const uint8_t replacement[LARGEST_REPAIR] = {0xef, 0xbf, 0xbd};

/* The bounds of the byte behind first, which rule out overlong forms, surrogates and what is beyond U+10FFFF. */
static bool may_follow(uint8_t first, uint8_t second)
{
	switch (first) {
	case 0xe0:
		return second >= 0xa0 && second <= 0xbf;
	case 0xed:
		return second >= 0x80 && second <= 0x9f;
	case 0xf0:
		return second >= 0x90 && second <= 0xbf;
	case 0xf4:
		return second >= 0x80 && second <= 0x8f;
	default:
		return second >= 0x80 && second <= 0xbf;
	}
}

/* How many bytes a character takes that begins with first; 0: none does. */
static size_t length_by(uint8_t first)
{
	if (first < 0x80)
		return 1;
	if (first < 0xc2 || first > 0xf4)
		return 0;
	return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/*
 * Looks at the bytes of one character: whether it is whole, and in *taken its length, or that of the
 * part that one replacement character stands for (the maximal subpart of the Unicode standard).
 */
static bool is_whole(const uint8_t *bytes, size_t size, size_t *taken)
{
	size_t length = length_by(bytes[0]);
	*taken = 1;
	if (length == 0)
		return false;
	for (; *taken < length; ++*taken) {
		bool fits = *taken < size && (*taken == 1 ? may_follow(bytes[0], bytes[1]) :
							    (bytes[*taken] & 0xc0) == 0x80);
		if (!fits)
			return false;
	}
	return true;
}

/* Nearly all that is read is ASCII, which many bytes of are looked at in one go. */
static bool are_ascii(const uint8_t bytes[static sizeof(uint64_t)])
{
	uint64_t word;
	memcpy(&word, bytes, sizeof word);
	return (word & 0x8080808080808080) == 0;
}

size_t valid_utf8(const uint8_t *bytes, size_t size)
{
	size_t at = 0, taken;
	while (at < size) {
		if (size - at >= sizeof(uint64_t) && are_ascii(bytes + at))
			at += sizeof(uint64_t);
		else if (is_whole(bytes + at, size - at, &taken))
			at += taken;
		else
			break;
	}
	return at;
}

size_t repair_utf8(uint8_t *to, const uint8_t *bytes, size_t size)
{
	size_t end = 0;
	for (size_t at = 0, taken; at < size; at += taken) {
		bool whole = is_whole(bytes + at, size - at, &taken);
		size_t length = whole ? taken : sizeof replacement;
		memcpy(to + end, whole ? bytes + at : replacement, length);
		end += length;
	}
	return end;
}

void replace_surrogates(uint8_t *text, size_t size)
{
	for (size_t at = 0; at + sizeof replacement <= size; at++) {
		const uint8_t *next = memchr(text + at, 0xed, size - at - (sizeof replacement - 1));
		if (next == NULL)
			return;
		at = (size_t)(next - text);
		if (text[at + 1] >= 0xa0)
			memcpy(text + at, replacement, sizeof replacement);
	}
}
