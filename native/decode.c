/*
 * Reads the plan's bytes by the generated field tables. Nothing is believed: every length, index
 * and count is held against the bytes that are left before it is used, so that a plan of n bytes
 * never makes more than a small multiple of n of memory.
 */
#define OPS_FIELD_TABLES
#include "decode.h"

#include "ops.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>

enum { BLOCK_SIZE = 256 * 1024, ALIGNMENT = 8 };

struct arena_block {
	struct arena_block *before;
	size_t size;
};

struct layout {
	size_t size;
	const struct field *fields;
};

#define LAYOUT_OF(code, name) [code] = {sizeof(struct op_##name), op_##name##_fields},
static const struct layout layouts[OP_COUNT + 1] = {EACH_OP(LAYOUT_OF)};
#undef LAYOUT_OF

/* What is left to read, in whole words; error is sticky, so that a reader of many fields checks once. */
struct reader {
	const uint8_t *at;
	size_t left;
	const char *const *texts;
	uint32_t text_count;
	struct arena *arena;
	int error;
	uint32_t slot_count;
	uint32_t op_count;
};

void *arena_take(struct arena *arena, size_t count, size_t size)
{
	if (count > SIZE_MAX / 2 / (size + 1))
		return NULL;
	size_t wanted = (count * size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	if (wanted > arena->left || arena->next == NULL) {
		size_t length = sizeof(struct arena_block) + wanted;
		length = length > BLOCK_SIZE ? length : BLOCK_SIZE;
		struct arena_block *block = mmap(NULL, length, PROT_READ | PROT_WRITE,
						 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (block == MAP_FAILED)
			return NULL;
		*block = (struct arena_block){arena->last, length};
		arena->last = block;
		arena->next = (uint8_t *)(block + 1);
		arena->left = length - sizeof *block;
	}
	void *taken = arena->next;
	arena->next += wanted;
	arena->left -= wanted;
	return taken;
}

void arena_free(struct arena *arena)
{
	for (struct arena_block *block = arena->last; block != NULL;) {
		struct arena_block *before = block->before;
		munmap(block, block->size);
		block = before;
	}
	*arena = (struct arena){NULL, NULL, 0};
}

static void reject(struct reader *in, int error)
{
	if (in->error == 0)
		in->error = error;
	in->left = 0;
}

static const uint8_t *read_bytes(struct reader *in, size_t size)
{
	if (size > in->left) {
		reject(in, -EBADMSG);
		return NULL;
	}
	const uint8_t *data = in->at;
	in->at += size;
	in->left -= size;
	return data;
}

static uint32_t u32_at(const uint8_t *data)
{
	return data[0] | (uint32_t)data[1] << 8 | (uint32_t)data[2] << 16 | (uint32_t)data[3] << 24;
}

static uint32_t read_u32(struct reader *in)
{
	const uint8_t *data = read_bytes(in, 4);
	return data == NULL ? 0 : u32_at(data);
}

static uint64_t read_u64(struct reader *in)
{
	uint64_t low = read_u32(in);
	return low | (uint64_t)read_u32(in) << 32;
}

/* A number of items that take at least item_size bytes each on the wire. */
static uint32_t read_count(struct reader *in, size_t item_size)
{
	uint32_t count = read_u32(in);
	if (count <= in->left / item_size)
		return count;
	reject(in, -EBADMSG);
	return 0;
}

static void *take(struct reader *in, size_t count, size_t size)
{
	void *memory = in->error == 0 ? arena_take(in->arena, count, size) : NULL;
	if (memory == NULL)
		reject(in, -ENOMEM);
	return memory;
}

/* A text by its place among all. */
static const char *read_string(struct reader *in)
{
	uint32_t place = read_u32(in);
	if (in->error == 0 && place < in->text_count)
		return in->texts[place];
	reject(in, -EBADMSG);
	return "";
}

static bool read_bool(struct reader *in)
{
	uint32_t value = read_u32(in);
	if (value > 1)
		reject(in, -EBADMSG);
	return value == 1;
}

static slot_t read_slot(struct reader *in, bool optional)
{
	slot_t slot = read_u32(in);
	if (slot >= in->slot_count && !(optional && slot == NO_SLOT))
		reject(in, -EBADMSG);
	return slot;
}

static struct strings read_strings(struct reader *in)
{
	uint32_t count = read_count(in, 4);
	const char **items = take(in, (size_t)count + 1, sizeof *items);
	if (items == NULL)
		return (struct strings){0, NULL};
	for (uint32_t i = 0; i < count; i++)
		items[i] = read_string(in);
	items[count] = NULL;
	return (struct strings){count, items};
}

static struct u32s read_u32s(struct reader *in)
{
	uint32_t count = read_count(in, 4);
	uint32_t *items = take(in, count, sizeof *items);
	if (items == NULL)
		return (struct u32s){0, NULL};
	for (uint32_t i = 0; i < count; i++)
		items[i] = read_u32(in);
	return (struct u32s){count, items};
}

static struct bytes read_blob(struct reader *in)
{
	uint32_t length = read_u32(in);
	const uint8_t *data = read_bytes(in, ((size_t)length + 3) / 4 * 4);
	return (struct bytes){data == NULL ? 0 : length, data};
}

static struct text read_text(struct reader *in)
{
	uint32_t count = read_count(in, 8);
	struct text_part *parts = take(in, count, sizeof *parts);
	if (parts == NULL)
		return (struct text){0, NULL};
	for (uint32_t i = 0; i < count; i++) {
		uint32_t kind = read_u32(in);
		if (kind == 0)
			parts[i] = (struct text_part){read_string(in), NO_SLOT};
		else if (kind == 1)
			parts[i] = (struct text_part){NULL, read_slot(in, false)};
		else
			reject(in, -EBADMSG);
	}
	return (struct text){count, parts};
}

static struct track read_track(struct reader *in, int depth);

static void read_field(struct reader *in, enum field_type type, void *to, int depth)
{
	switch (type) {
	case FIELD_U32:
		*(uint32_t *)to = read_u32(in);
		break;
	case FIELD_U64:
		*(uint64_t *)to = read_u64(in);
		break;
	case FIELD_BOOL:
		*(bool *)to = read_bool(in);
		break;
	case FIELD_STRING:
		*(const char **)to = read_string(in);
		break;
	case FIELD_STRINGS:
		*(struct strings *)to = read_strings(in);
		break;
	case FIELD_U32S:
		*(struct u32s *)to = read_u32s(in);
		break;
	case FIELD_BYTES:
		*(struct bytes *)to = read_blob(in);
		break;
	case FIELD_TEXT:
		*(struct text *)to = read_text(in);
		break;
	case FIELD_SLOT:
	case FIELD_OUT:
		*(slot_t *)to = read_slot(in, true);
		break;
	case FIELD_OPS:
		*(struct track *)to = read_track(in, depth + 1);
		break;
	case FIELD_END:
		break;
	}
}

static void read_rules(struct reader *in, struct op *op)
{
	op->rule_count = read_count(in, 12);
	struct errno_rule *rules = take(in, op->rule_count, sizeof *rules);
	op->rules = rules;
	for (uint32_t i = 0; rules != NULL && i < op->rule_count; i++) {
		rules[i].number = read_u32(in);
		rules[i].kind = read_u32(in);
		rules[i].text = read_string(in);
		if (rules[i].kind > RULE_LEAD)
			reject(in, -EBADMSG);
	}
}

static void read_op(struct reader *in, struct op *op, int depth)
{
	size_t length = (size_t)read_u32(in) * 4;
	const uint8_t *record = read_bytes(in, length);
	if (record == NULL)
		return;
	/* The record is read through a reader of its own, which must be empty at its end. */
	struct reader inside = *in;
	inside.at = record;
	inside.left = length;
	op->code = read_u32(&inside);
	op->at = read_string(&inside);
	op->what = read_string(&inside);
	read_rules(&inside, op);
	if (op->code == 0 || op->code > OP_COUNT)
		reject(&inside, -EBADMSG);
	if (inside.error == 0) {
		const struct layout *layout = &layouts[op->code];
		uint8_t *arguments = take(&inside, 1, layout->size);
		op->arguments = arguments;
		for (const struct field *field = layout->fields;
		     arguments != NULL && inside.error == 0 && field->type != FIELD_END; field++)
			read_field(&inside, field->type, arguments + field->offset, depth);
	}
	if (inside.left != 0)
		reject(&inside, -EBADMSG);
	in->op_count = inside.op_count;
	if (inside.error != 0)
		reject(in, inside.error);
}

static struct track read_track(struct reader *in, int depth)
{
	/* Length, code, two texts, no rules. */
	uint32_t count = read_count(in, 20);
	in->op_count += count;
	if (depth > PLAN_DEPTH_LIMIT || in->op_count > PLAN_OP_LIMIT)
		reject(in, -EBADMSG);
	struct op *ops = take(in, count, sizeof *ops);
	for (uint32_t i = 0; i < count && in->error == 0; i++)
		read_op(in, &ops[i], depth);
	return (struct track){in->error == 0 ? count : 0, ops};
}

int64_t plan_length(const uint8_t header[static PLAN_HEADER_SIZE])
{
	uint32_t length = u32_at(header + 8);
	if (u32_at(header) != PLAN_MAGIC || u32_at(header + 4) != PLAN_STAMP)
		return -EBADMSG;
	return length < PLAN_HEADER_SIZE || length > PLAN_LIMIT ? -EBADMSG : (int64_t)length;
}

/*
 * Takes the texts off the end: their number and size are the next words, and each ends with the only
 * NUL in it, so that both sides read the same.
 */
static void read_texts(struct reader *in)
{
	uint32_t count = read_u32(in), size = read_u32(in);
	if (size > in->left || (in->left - size) % 4 != 0 || count > size) {
		reject(in, -EBADMSG);
		return;
	}
	const char **texts = take(in, count, sizeof *texts);
	if (texts == NULL)
		return;
	in->left -= size;
	const char *at = (const char *)in->at + in->left, *end = at + size;
	for (uint32_t i = 0; i < count && in->error == 0; i++) {
		const char *last = memchr(at, 0, (size_t)(end - at));
		if (last == NULL) {
			reject(in, -EBADMSG);
			return;
		}
		texts[i] = at;
		at = last + 1;
	}
	if (at != end)
		reject(in, -EBADMSG);
	in->texts = texts;
	in->text_count = count;
}

int decode_plan(const uint8_t *data, size_t size, struct arena *arena, struct plan *plan)
{
	if (size < PLAN_HEADER_SIZE || plan_length(data) != (int64_t)size)
		return -EBADMSG;
	struct reader in = {.at = data + PLAN_HEADER_SIZE, .left = size - PLAN_HEADER_SIZE, .arena = arena};
	read_texts(&in);
	in.slot_count = read_u32(&in);
	if (in.slot_count > PLAN_SLOT_LIMIT)
		reject(&in, -EBADMSG);
	plan->slot_count = in.slot_count;
	plan->exit_code = read_u32(&in);
	uint32_t form = read_u32(&in);
	if (form > FORM_SYSLOG)
		reject(&in, -EBADMSG);
	plan->log_path = read_string(&in);
	plan->log_style = (struct log_style){(enum log_form)form, read_string(&in)};
	plan->steps = read_track(&in, 1);
	/* A failure that ends with 0 would be told to nobody. */
	if (in.left != 0 || plan->exit_code == 0 || plan->exit_code > 255)
		reject(&in, -EBADMSG);
	return in.error;
}

bool track_has(const struct track *track, uint32_t code)
{
	for (uint32_t i = 0; i < track->count; i++) {
		const struct op *op = &track->ops[i];
		if (op->code == code)
			return true;
		for (const struct field *field = layouts[op->code].fields; field->type != FIELD_END; field++) {
			const void *value = (const char *)op->arguments + field->offset;
			if (field->type == FIELD_OPS && track_has(value, code))
				return true;
		}
	}
	return false;
}
