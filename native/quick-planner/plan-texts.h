/* The texts of a plan, each once, in the order in which they first came. */
#ifndef PELAGOS_QUICK_PLAN_TEXTS_H
#define PELAGOS_QUICK_PLAN_TEXTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "quickjs.h"

struct plan_text {
	uint32_t at, size, hash;
};

/* A string of the engine that came before, and the place of its text. */
struct known_string {
	const void *string;
	uint32_t place;
};

struct plan_texts {
	/* In UTF-8, with a NUL behind each. Half a pair of UTF-16 is still as the engine writes it. */
	char *bytes;
	size_t size, space;
	struct plan_text *texts;
	uint32_t count, text_space;
	/* Both tables have a power of two of rows. Of contents a row is a place plus one; 0: free. */
	struct known_string *strings;
	uint32_t *contents;
	uint32_t string_count, rows;
};

/* The place of a text among all; false with an exception for what is no text, and for a NUL in it. */
bool place_of_text(JSContext *context, struct plan_texts *texts, JSValueConst value,
		   uint32_t *place);

void free_texts(JSContext *context, struct plan_texts *texts);

#endif
