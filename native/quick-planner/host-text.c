#include "host.h"
#include "utf8.h"

#include <stdint.h>
#include <string.h>

static JSValue repaired(JSContext *context, const uint8_t *bytes, size_t size)
{
	uint8_t *text = js_malloc(context, size * LARGEST_REPAIR);
	if (text == NULL)
		return JS_EXCEPTION;
	JSValue result = JS_NewStringLen(context, (const char *)text, repair_utf8(text, bytes, size));
	js_free(context, text);
	return result;
}

JSValue new_text(JSContext *context, const char *bytes, size_t size)
{
	const uint8_t *start = (const uint8_t *)bytes;
	return valid_utf8(start, size) == size ? JS_NewStringLen(context, bytes, size) :
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
	if (valid_utf8(bytes, size) == size)
		return JS_NewStringLen(context, (const char *)bytes, size);
	return JS_ToBool(context, values[1]) ? JS_ThrowTypeError(context, "the bytes are not UTF-8") :
					       repaired(context, bytes, size);
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
		replace_surrogates(bytes, size);
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
	if (fits) {
		memcpy(bytes, text, size);
		replace_surrogates(bytes, size);
	}
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
