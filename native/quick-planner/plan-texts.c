#include "plan-texts.h"

#include <string.h>

enum { FIRST_ROWS = 512, FIRST_TEXTS = 256, FIRST_BYTES = 8192 };

static uint64_t mix(uint64_t value)
{
	value *= 0x9e3779b97f4a7c15;
	return value ^ value >> 32;
}

static uint32_t hash_of_bytes(const char *bytes, size_t size)
{
	uint64_t hash = size, word = 0;
	for (; size >= sizeof word; bytes += sizeof word, size -= sizeof word) {
		memcpy(&word, bytes, sizeof word);
		hash = mix(hash ^ word);
	}
	for (word = 0; size > 0; size--)
		word = word << 8 | (unsigned char)bytes[size - 1];
	return (uint32_t)mix(hash ^ word);
}

/* The row of a string, or the free one where it belongs. */
static struct known_string *row_of_string(const struct plan_texts *texts, const void *string)
{
	uint32_t row = (uint32_t)mix((uintptr_t)string) & (texts->rows - 1);
	while (texts->strings[row].string != NULL && texts->strings[row].string != string)
		row = (row + 1) & (texts->rows - 1);
	return &texts->strings[row];
}

/* The row of a content, or the free one where it belongs. */
static uint32_t *row_of_content(const struct plan_texts *texts, const char *bytes, size_t size,
				uint32_t hash)
{
	uint32_t row = hash & (texts->rows - 1), place;
	for (; (place = texts->contents[row]) != 0; row = (row + 1) & (texts->rows - 1)) {
		const struct plan_text *text = &texts->texts[place - 1];
		if (text->hash == hash && text->size == size &&
		    memcmp(texts->bytes + text->at, bytes, size) == 0)
			break;
	}
	return &texts->contents[row];
}

/* Keeps half of the rows free. */
static bool make_room_for_string(JSContext *context, struct plan_texts *texts)
{
	if (texts->string_count < texts->rows / 2)
		return true;
	struct plan_texts before = *texts;
	texts->rows = before.rows == 0 ? FIRST_ROWS : before.rows * 2;
	texts->strings = js_calloc(context, texts->rows, sizeof *texts->strings);
	texts->contents = js_calloc(context, texts->rows, sizeof *texts->contents);
	if (texts->strings == NULL || texts->contents == NULL)
		return false;
	for (uint32_t i = 0; i < before.rows; i++)
		if (before.strings[i].string != NULL)
			*row_of_string(texts, before.strings[i].string) = before.strings[i];
	for (uint32_t place = 0; place < texts->count; place++) {
		const struct plan_text *text = &texts->texts[place];
		*row_of_content(texts, texts->bytes + text->at, text->size, text->hash) = place + 1;
	}
	js_free(context, before.strings);
	js_free(context, before.contents);
	return true;
}

static bool make_room_for_text(JSContext *context, struct plan_texts *texts, size_t size)
{
	if (texts->count == texts->text_space) {
		texts->text_space = texts->text_space == 0 ? FIRST_TEXTS : texts->text_space * 2;
		struct plan_text *larger = js_realloc(context, texts->texts,
						      texts->text_space * sizeof *larger);
		if (larger == NULL)
			return false;
		texts->texts = larger;
	}
	/* Places and sizes are words on the wire. */
	if (size >= UINT32_MAX / 4 - texts->size) {
		JS_ThrowRangeError(context, "a plan with too long texts");
		return false;
	}
	if (texts->size + size + 1 > texts->space) {
		texts->space = texts->space == 0 ? FIRST_BYTES : texts->space;
		while (texts->size + size + 1 > texts->space)
			texts->space *= 2;
		char *larger = js_realloc(context, texts->bytes, texts->space);
		if (larger == NULL)
			return false;
		texts->bytes = larger;
	}
	return true;
}

static bool add_text(JSContext *context, struct plan_texts *texts, const char *bytes, size_t size,
		     uint32_t *place)
{
	uint32_t hash = hash_of_bytes(bytes, size);
	uint32_t *row = row_of_content(texts, bytes, size, hash);
	if (*row == 0) {
		if (memchr(bytes, '\0', size) != NULL) {
			JS_ThrowRangeError(context, "a plan with NUL in a text");
			return false;
		}
		if (!make_room_for_text(context, texts, size))
			return false;
		texts->texts[texts->count] = (struct plan_text){(uint32_t)texts->size,
								(uint32_t)size, hash};
		memcpy(texts->bytes + texts->size, bytes, size);
		texts->bytes[texts->size + size] = '\0';
		texts->size += size + 1;
		*row = ++texts->count;
	}
	*place = *row - 1;
	return true;
}

bool place_of_text(JSContext *context, struct plan_texts *texts, JSValueConst value,
		   uint32_t *place)
{
	if (!JS_IsString(value)) {
		JS_ThrowTypeError(context, "a plan with something else in the place of a text");
		return false;
	}
	if (!make_room_for_string(context, texts))
		return false;
	struct known_string *row = row_of_string(texts, JS_VALUE_GET_PTR(value));
	if (row->string == NULL) {
		size_t size;
		const char *bytes = JS_ToCStringLen(context, &size, value);
		if (bytes == NULL)
			return false;
		bool added = add_text(context, texts, bytes, size, &row->place);
		JS_FreeCString(context, bytes);
		if (!added)
			return false;
		/* Held for good, so that no other string can come to lie where it is. */
		row->string = JS_VALUE_GET_PTR(JS_DupValue(context, value));
		texts->string_count++;
	}
	*place = row->place;
	return true;
}

void free_texts(JSContext *context, struct plan_texts *texts)
{
	js_free(context, texts->bytes);
	js_free(context, texts->texts);
	js_free(context, texts->strings);
	js_free(context, texts->contents);
}
