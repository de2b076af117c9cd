/*
 * JSON of plain data, as JSON.stringify of ECMAScript writes it. The engine's own looks at each character
 * of a text by itself, a hundred instructions each, and most words of a step are quoted texts.
 */
#include "host.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { DEEPEST = 200, MOST_BLANKS = 10, FIRST_SPACE = 256 };

struct json_text {
	JSContext *context;
	char *bytes;
	size_t end, space;
	/* Blanks for each level, and the levels so far. */
	size_t blanks, levels;
	JSClassID plain_object;
	JSAtom to_json;
};

static bool put_value(struct json_text *text, JSValueConst value);

static char *reserve(struct json_text *text, size_t size)
{
	if (size > text->space - text->end) {
		size_t space = text->space == 0 ? FIRST_SPACE : text->space * 2;
		while (space - text->end < size)
			space *= 2;
		char *larger = js_realloc(text->context, text->bytes, space);
		if (larger == NULL)
			return NULL;
		text->bytes = larger;
		text->space = space;
	}
	return text->bytes + text->end;
}

static bool put(struct json_text *text, const char *bytes, size_t size)
{
	char *to = reserve(text, size);
	if (to == NULL)
		return false;
	memcpy(to, bytes, size);
	text->end += size;
	return true;
}

static bool put_byte(struct json_text *text, char byte)
{
	return put(text, &byte, 1);
}

/* Where indented: a line break, and the blanks of the level. */
static bool put_break(struct json_text *text)
{
	size_t size = text->blanks * text->levels;
	if (text->blanks == 0)
		return true;
	char *to = put_byte(text, '\n') ? reserve(text, size) : NULL;
	if (to == NULL)
		return false;
	memset(to, ' ', size);
	text->end += size;
	return true;
}

static bool put_escape(struct json_text *text, unsigned unit)
{
	static const char letters[] = {['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f',
				       ['\r'] = 'r', ['"'] = '"', ['\\'] = '\\'};
	char escape[8] = {'\\', unit < sizeof letters ? letters[unit] : '\0'};
	if (escape[1] == '\0')
		snprintf(escape, sizeof escape, "\\u%04x", unit);
	return put(text, escape, strlen(escape));
}

/* How many bytes from at on are not to be written as they are: 0, 1, or the 3 of half a UTF-16 pair. */
static size_t escaped_at(const unsigned char *at, const unsigned char *end)
{
	if (*at < ' ' || *at == '"' || *at == '\\')
		return 1;
	return *at == 0xed && end - at >= 3 && at[1] >= 0xa0 ? 3 : 0;
}

/* Whether none of the eight bytes may have to be escaped: all ASCII, no control character, quote or backslash. */
static bool are_plain(const unsigned char *at)
{
	static const uint64_t each = 0x0101010101010101;
	uint64_t bytes;
	memcpy(&bytes, at, sizeof bytes);
	uint64_t quotes = bytes ^ each * '"', backslashes = bytes ^ each * '\\';
	/* Of each byte the highest bit: of what is ASCII it is set where the subtraction borrows. */
	uint64_t marked = bytes | (bytes - each * ' ') | (quotes - each) | (backslashes - each);
	return (marked & each << 7) == 0;
}

static bool put_quoted(struct json_text *text, const char *bytes, size_t size)
{
	const unsigned char *at = (const unsigned char *)bytes, *end = at + size, *from = at;
	if (!put_byte(text, '"'))
		return false;
	while (at < end) {
		size_t taken = 0;
		if (end - at >= 8 && are_plain(at))
			at += 8;
		else if ((taken = escaped_at(at, end)) == 0)
			at++;
		if (taken == 0)
			continue;
		unsigned unit = taken == 1 ? *at : 0xd000U | (at[1] & 0x3fU) << 6 | (at[2] & 0x3fU);
		if (!put(text, (const char *)from, (size_t)(at - from)) || !put_escape(text, unit))
			return false;
		from = at += taken;
	}
	return put(text, (const char *)from, (size_t)(end - from)) && put_byte(text, '"');
}

static bool put_string(struct json_text *text, JSValueConst value)
{
	size_t size;
	const char *bytes = JS_ToCStringLen(text->context, &size, value);
	bool written = bytes != NULL && put_quoted(text, bytes, size);
	JS_FreeCString(text->context, bytes);
	return written;
}

static bool put_number(struct json_text *text, JSValueConst value)
{
	double number;
	if (JS_ToFloat64(text->context, &number, value) < 0)
		return false;
	if (!isfinite(number))
		return put(text, "null", 4);
	size_t size;
	const char *digits = JS_ToCStringLen(text->context, &size, value);
	bool written = digits != NULL && put(text, digits, size);
	JS_FreeCString(text->context, digits);
	return written;
}

/* Before each member but the first a comma, and a line of its own where indented. */
static bool put_separator(struct json_text *text, bool first)
{
	return (first || put_byte(text, ',')) && put_break(text);
}

static bool put_end(struct json_text *text, bool empty, char end)
{
	text->levels--;
	return (empty || put_break(text)) && put_byte(text, end);
}

static bool put_array(struct json_text *text, JSValueConst array)
{
	int64_t count;
	if (JS_GetLength(text->context, array, &count) < 0 || !put_byte(text, '['))
		return false;
	text->levels++;
	for (int64_t i = 0; i < count; i++) {
		JSValue value = JS_GetPropertyInt64(text->context, array, i);
		bool written = put_separator(text, i == 0) &&
			       (JS_IsUndefined(value) ? put(text, "null", 4) : put_value(text, value));
		JS_FreeValue(text->context, value);
		if (!written)
			return false;
	}
	return put_end(text, count == 0, ']');
}

static bool put_member(struct json_text *text, JSAtom name, JSValueConst value, bool first)
{
	size_t size;
	const char *bytes = JS_AtomToCStringLen(text->context, &size, name);
	bool written = bytes != NULL && put_separator(text, first) && put_quoted(text, bytes, size) &&
		       put(text, ": ", text->blanks == 0 ? 1 : 2) && put_value(text, value);
	JS_FreeCString(text->context, bytes);
	return written;
}

static bool put_members(struct json_text *text, JSValueConst object, const JSPropertyEnum *names,
			uint32_t count)
{
	bool first = true;
	for (uint32_t i = 0; i < count; i++) {
		JSValue value = JS_GetProperty(text->context, object, names[i].atom);
		bool written = JS_IsUndefined(value) || put_member(text, names[i].atom, value, first);
		first = first && JS_IsUndefined(value);
		JS_FreeValue(text->context, value);
		if (!written)
			return false;
	}
	return put_end(text, first, '}');
}

static bool put_object(struct json_text *text, JSValueConst object)
{
	JSPropertyEnum *names;
	uint32_t count;
	if (!put_byte(text, '{') || JS_GetOwnPropertyNames(text->context, &names, &count, object,
							   JS_GPN_STRING_MASK | JS_GPN_ENUM_ONLY) < 0)
		return false;
	text->levels++;
	bool written = put_members(text, object, names, count);
	JS_FreePropertyEnum(text->context, names, count);
	return written;
}

/* False with or without an exception for what is no plain data. */
static bool put_value(struct json_text *text, JSValueConst value)
{
	if (JS_IsString(value))
		return put_string(text, value);
	if (JS_IsNumber(value))
		return put_number(text, value);
	if (JS_IsBool(value))
		return JS_ToBool(text->context, value) ? put(text, "true", 4) : put(text, "false", 5);
	if (JS_IsNull(value))
		return put(text, "null", 4);
	if (!JS_IsObject(value) || text->levels > DEEPEST ||
	    JS_HasProperty(text->context, value, text->to_json) != 0)
		return false;
	if (JS_IsArray(value))
		return put_array(text, value);
	return JS_GetClassID(value) == text->plain_object && put_object(text, value);
}

/* Undefined for what is no plain data. */
static JSValue json_of(JSContext *context, JSValueConst value, size_t blanks)
{
	JSValue plain = JS_NewObject(context), json = JS_UNDEFINED;
	struct json_text text = {.context = context, .blanks = blanks,
				 .plain_object = JS_GetClassID(plain),
				 .to_json = JS_NewAtom(context, "toJSON")};
	if (put_value(&text, value))
		json = JS_NewStringLen(context, text.bytes, text.end);
	else if (JS_HasException(context))
		JS_FreeValue(context, JS_GetException(context));
	JS_FreeAtom(context, text.to_json);
	JS_FreeValue(context, plain);
	js_free(context, text.bytes);
	return json;
}

/* (value, replacer, space) as JSON.stringify; the engine's own does what is not done here. */
static JSValue stringify(JSContext *context, JSValueConst this, int count, JSValueConst *values)
{
	(void)this, (void)count;
	int32_t blanks = 0;
	bool ours = JS_IsUndefined(values[1]) || JS_IsNull(values[1]);
	if (!JS_IsUndefined(values[2]))
		ours = ours && JS_IsNumber(values[2]) && JS_ToInt32(context, &blanks, values[2]) == 0 &&
		       blanks >= 0 && blanks <= MOST_BLANKS;
	JSValue json = ours ? json_of(context, values[0], (size_t)blanks) : JS_UNDEFINED;
	return JS_IsUndefined(json) ? JS_JSONStringify(context, values[0], values[1], values[2]) : json;
}

const struct host_function json_functions[] = {{"stringify", stringify, 3}, {NULL, NULL, 0}};
