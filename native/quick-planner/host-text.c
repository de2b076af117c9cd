#include "host.h"

#include <stdint.h>
#include <string.h>

static const char replacement[] = "\xef\xbf\xbd";

enum { REPLACEMENT_SIZE = 3 };

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

/* The number of leading bytes that are UTF-8. */
static size_t valid_part(const uint8_t *bytes, size_t size)
{
	size_t at = 0, taken;
	while (at < size && is_whole(bytes + at, size - at, &taken))
		at += taken;
	return at;
}

static JSValue repaired(JSContext *context, const uint8_t *bytes, size_t size)
{
	/* No byte becomes more than one replacement character. */
	char *text = js_malloc(context, size * REPLACEMENT_SIZE);
	if (text == NULL)
		return JS_EXCEPTION;
	size_t end = 0;
	for (size_t at = 0, taken; at < size; at += taken) {
		bool whole = is_whole(bytes + at, size - at, &taken);
		size_t length = whole ? taken : REPLACEMENT_SIZE;
		memcpy(text + end, whole ? (const char *)bytes + at : replacement, length);
		end += length;
	}
	JSValue result = JS_NewStringLen(context, text, end);
	js_free(context, text);
	return result;
}

JSValue new_text(JSContext *context, const char *bytes, size_t size)
{
	const uint8_t *start = (const uint8_t *)bytes;
	return valid_part(start, size) == size ? JS_NewStringLen(context, bytes, size) :
						 repaired(context, start, size);
}

/* (bytes, fatal): the text without a leading byte order mark; where fatal, a fault throws. */
static JSValue decode(JSContext *context, JSValueConst this, int count, JSValueConst *values)
{
	(void)this, (void)count;
	size_t size;
	const uint8_t *bytes = JS_GetUint8Array(context, &size, values[0]);
	if (bytes == NULL)
		return JS_EXCEPTION;
	if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		bytes += 3;
		size -= 3;
	}
	if (valid_part(bytes, size) == size)
		return JS_NewStringLen(context, (const char *)bytes, size);
	return JS_ToBool(context, values[1]) ? JS_ThrowTypeError(context, "the bytes are not UTF-8") :
					       repaired(context, bytes, size);
}

/* Half a pair of UTF-16, which the engine writes as if it were a character, becomes a replacement. */
static void copy_scalar_values(uint8_t *to, const char *text, size_t size)
{
	memcpy(to, text, size);
	for (uint8_t *at = to; size >= 3 && (at = memchr(at, 0xed, (size_t)(to + size - 2 - at))) != NULL; at++)
		if (at[1] >= 0xa0)
			memcpy(at, replacement, REPLACEMENT_SIZE);
}

static JSValue encode(JSContext *context, JSValueConst this, int count, JSValueConst *values)
{
	(void)this, (void)count;
	size_t size;
	const char *text = JS_ToCStringLen(context, &size, values[0]);
	if (text == NULL)
		return JS_EXCEPTION;
	JSValue array = JS_NewUint8ArrayCopy(context, (const uint8_t *)text, size);
	size_t copied;
	uint8_t *bytes = JS_IsException(array) ? NULL : JS_GetUint8Array(context, &copied, array);
	if (bytes != NULL)
		copy_scalar_values(bytes, text, size);
	JS_FreeCString(context, text);
	return array;
}

/* (text, bytes): the number of bytes written; throws where the text does not fit. */
static JSValue encode_into(JSContext *context, JSValueConst this, int count, JSValueConst *values)
{
	(void)this, (void)count;
	size_t size, space;
	uint8_t *bytes = JS_GetUint8Array(context, &space, values[1]);
	const char *text = bytes == NULL ? NULL : JS_ToCStringLen(context, &size, values[0]);
	if (text == NULL)
		return JS_EXCEPTION;
	bool fits = size <= space;
	if (fits)
		copy_scalar_values(bytes, text, size);
	JS_FreeCString(context, text);
	return fits ? JS_NewInt64(context, (int64_t)size) :
		      JS_ThrowRangeError(context, "the text does not fit");
}

const struct host_function text_functions[] = {
	{"decode", decode, 2},
	{"encode", encode, 1},
	{"encodeInto", encode_into, 2},
	{NULL, NULL, 0},
};
