/* Any bytes must be a plan that can be walked as a whole, or be refused. */
#include "../decode.c"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t walk(const struct track *track);

static size_t walk_field(enum field_type type, const void *value)
{
	size_t sum = 0;
	if (type == FIELD_STRING)
		sum += strlen(*(const char *const *)value);
	if (type == FIELD_STRINGS)
		for (const char **item = ((const struct strings *)value)->items; *item != NULL; item++)
			sum += strlen(*item);
	if (type == FIELD_U32S)
		for (uint32_t i = 0; i < ((const struct u32s *)value)->count; i++)
			sum += ((const struct u32s *)value)->items[i];
	if (type == FIELD_BYTES)
		for (uint32_t i = 0; i < ((const struct bytes *)value)->length; i++)
			sum += ((const struct bytes *)value)->data[i];
	if (type == FIELD_TEXT)
		for (uint32_t i = 0; i < ((const struct text *)value)->count; i++) {
			const struct text_part *part = &((const struct text *)value)->parts[i];
			sum += part->literal == NULL ? part->slot : strlen(part->literal);
		}
	if (type == FIELD_OPS)
		sum += walk(value);
	return sum;
}

static size_t walk(const struct track *track)
{
	size_t sum = 0;
	for (uint32_t i = 0; i < track->count; i++) {
		const struct op *op = &track->ops[i];
		sum += strlen(op->at) + strlen(op->what);
		for (uint32_t rule = 0; rule < op->rule_count; rule++)
			sum += strlen(op->rules[rule].text);
		for (const struct field *field = layouts[op->code].fields; field->type != FIELD_END; field++)
			sum += walk_field(field->type, (const char *)op->arguments + field->offset);
	}
	return sum;
}

static void put_u32(uint8_t *to, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		to[i] = (uint8_t)(value >> (8 * i));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* A header of ours, or hardly an input would get any further. */
	size_t whole = size + PLAN_HEADER_SIZE;
	uint8_t *bytes = malloc(whole);
	struct arena arena = {NULL, NULL, 0};
	struct plan plan = {0};
	volatile size_t sum = 0;
	if (bytes == NULL)
		return 0;
	put_u32(bytes, PLAN_MAGIC);
	put_u32(bytes + 4, PLAN_STAMP);
	put_u32(bytes + 8, (uint32_t)whole);
	memcpy(bytes + PLAN_HEADER_SIZE, data, size);
	if (decode_plan(bytes, whole, &arena, &plan) == 0)
		sum = walk(&plan.steps) + strlen(plan.log_path) + track_has(&plan.steps, OP_COUNT);
	(void)sum;
	arena_free(&arena);
	free(bytes);
	return 0;
}
