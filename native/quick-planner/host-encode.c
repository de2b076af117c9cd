/*
 * The bytes of a plan as src/plan/encode.ts writes them, which says how they are laid out. What that
 * refuses is refused here, and so are values of another type than the table says: the other planner
 * then tells the fault.
 */
#include "host.h"
#include "plan-table.generated.h"
#include "plan-texts.h"
#include "utf8.h"

#include <stdint.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { LENGTH_AT = 2, TEXT_COUNT_AT = 3, TEXT_SIZE_AT = 4, FIRST_WORDS = 2048, LARGEST_WORDS = 1 << 28 };

/* Properties of plans, ops and rules, beside the fields of each op. */
enum name {
	NAME_OP, NAME_AT, NAME_WHAT, NAME_ON_ERRNO, NAME_ERRNO, NAME_THEN, NAME_TEXT, NAME_STEPS,
	NAME_SLOTS, NAME_REPORT, NAME_EXIT_CODE, NAME_LOG_FORMAT, NAME_LOG_PATH, NAME_LOG_NAME,
};
static const char *const names[] = {
	"op", "at", "what", "onErrno", "errno", "then", "text", "steps", "slots", "report", "exitCode",
	"logFormat", "logPath", "logName",
};

/* Made while the image is, and part of it: a name is looked up in the engine once. */
struct plan_atoms {
	JSAtom names[COUNT(names)], fields[COUNT(field_rows)];
	/* Objects with the number of each name. */
	JSValue ops, rule_kinds, log_formats;
};

struct encoder {
	JSContext *context;
	const struct plan_atoms *atoms;
	uint32_t *words;
	size_t end, space;
	struct plan_texts texts;
};

typedef bool write_value(struct encoder *encoder, JSValueConst value);

static bool refuse(const struct encoder *encoder)
{
	JS_ThrowTypeError(encoder->context, "a plan with a value of another type");
	return false;
}

static void release(const struct encoder *encoder, JSValue value)
{
	if (JS_VALUE_HAS_REF_COUNT(value))
		JS_FreeValue(encoder->context, value);
}

static bool reserve(struct encoder *encoder, size_t count)
{
	if (count <= encoder->space - encoder->end)
		return true;
	if (count > LARGEST_WORDS - encoder->end)
		return refuse(encoder);
	size_t space = encoder->space == 0 ? FIRST_WORDS : encoder->space * 2;
	while (space - encoder->end < count)
		space *= 2;
	uint32_t *larger = js_realloc(encoder->context, encoder->words, space * sizeof *larger);
	if (larger == NULL)
		return false;
	encoder->words = larger;
	encoder->space = space;
	return true;
}

static bool put(struct encoder *encoder, uint32_t word)
{
	if (!reserve(encoder, 1))
		return false;
	encoder->words[encoder->end++] = word;
	return true;
}

static bool write_string(struct encoder *encoder, JSValueConst value)
{
	uint32_t place;
	return place_of_text(encoder->context, &encoder->texts, value, &place) && put(encoder, place);
}

static bool write_u32(struct encoder *encoder, JSValueConst value)
{
	int tag = JS_VALUE_GET_NORM_TAG(value);
	if (tag == JS_TAG_INT && JS_VALUE_GET_INT(value) >= 0)
		return put(encoder, (uint32_t)JS_VALUE_GET_INT(value));
	double number = tag == JS_TAG_FLOAT64 ? JS_VALUE_GET_FLOAT64(value) : -1;
	if (!(number >= 0 && number <= UINT32_MAX) || number != (uint32_t)number)
		return refuse(encoder);
	return put(encoder, (uint32_t)number);
}

/* Of a number only what it holds exactly. */
static bool u64_of(const struct encoder *encoder, JSValueConst value, uint64_t *bits)
{
	static const double unsafe = 9007199254740992.0;
	if (JS_IsBigInt(value)) {
		if (JS_ToBigUint64(encoder->context, bits, value) < 0)
			return false;
		JSValue same = JS_NewBigUint64(encoder->context, *bits);
		bool fits = JS_IsStrictEqual(encoder->context, same, value);
		release(encoder, same);
		return fits;
	}
	double number = -1;
	if (!JS_IsNumber(value) || JS_ToFloat64(encoder->context, &number, value) < 0 ||
	    !(number >= 0 && number < unsafe))
		return false;
	*bits = (uint64_t)number;
	return (double)*bits == number;
}

static bool write_u64(struct encoder *encoder, JSValueConst value)
{
	uint64_t bits;
	if (!u64_of(encoder, value, &bits))
		return refuse(encoder);
	return put(encoder, (uint32_t)bits) && put(encoder, (uint32_t)(bits >> 32));
}

static bool write_bool(struct encoder *encoder, JSValueConst value)
{
	return JS_IsBool(value) ? put(encoder, JS_VALUE_GET_BOOL(value) != 0) : refuse(encoder);
}

/* Their number, then the bytes, filled up with zeroes to whole words. */
static bool write_bytes(struct encoder *encoder, JSValueConst value)
{
	size_t size;
	const uint8_t *bytes = JS_GetUint8Array(encoder->context, &size, value);
	if (bytes == NULL)
		return false;
	size_t words = (size + sizeof(uint32_t) - 1) / sizeof(uint32_t);
	if (!reserve(encoder, 1 + words))
		return false;
	encoder->words[encoder->end++] = (uint32_t)size;
	if (words > 0)
		encoder->words[encoder->end + words - 1] = 0;
	memcpy(encoder->words + encoder->end, bytes, size);
	encoder->end += words;
	return true;
}

/* The number of values of an array, then each. */
static bool write_list(struct encoder *encoder, JSValueConst list, write_value *write)
{
	int64_t count;
	if (!JS_IsArray(list) || JS_GetLength(encoder->context, list, &count) < 0 ||
	    count > LARGEST_WORDS)
		return refuse(encoder);
	bool written = put(encoder, (uint32_t)count);
	for (int64_t i = 0; written && i < count; i++) {
		JSValue value = JS_GetPropertyInt64(encoder->context, list, i);
		written = write(encoder, value);
		release(encoder, value);
	}
	return written;
}

static bool write_part(struct encoder *encoder, JSValueConst part)
{
	return JS_IsString(part) ? put(encoder, TEXT_LITERAL) && write_string(encoder, part) :
				   put(encoder, TEXT_SLOT) && write_u32(encoder, part);
}

static bool write_text(struct encoder *encoder, JSValueConst value)
{
	return JS_IsString(value) ? put(encoder, 1) && write_part(encoder, value) :
				    write_list(encoder, value, write_part);
}

static bool write_property(struct encoder *encoder, JSValueConst object, JSAtom name,
			   write_value *write)
{
	JSValue value = JS_GetProperty(encoder->context, object, name);
	bool written = write(encoder, value);
	release(encoder, value);
	return written;
}

/* The number that an object of plan_atoms has for a text. */
static bool number_of(const struct encoder *encoder, JSValueConst numbers, JSValueConst text,
		      uint32_t *number)
{
	JSAtom name = JS_IsString(text) ? JS_ValueToAtom(encoder->context, text) : JS_ATOM_NULL;
	if (name == JS_ATOM_NULL)
		return refuse(encoder);
	JSValue value = JS_GetProperty(encoder->context, numbers, name);
	JS_FreeAtom(encoder->context, name);
	if (JS_VALUE_GET_TAG(value) != JS_TAG_INT)
		return refuse(encoder);
	*number = (uint32_t)JS_VALUE_GET_INT(value);
	return true;
}

static bool write_rule_kind(struct encoder *encoder, JSValueConst kind)
{
	uint32_t number;
	return number_of(encoder, encoder->atoms->rule_kinds, kind, &number) && put(encoder, number);
}

static bool write_no_string(struct encoder *encoder)
{
	JSValue none = JS_NewStringLen(encoder->context, "", 0);
	bool written = write_string(encoder, none);
	release(encoder, none);
	return written;
}

static bool write_string_or_none(struct encoder *encoder, JSValueConst value)
{
	return JS_IsUndefined(value) ? write_no_string(encoder) : write_string(encoder, value);
}

/* Not every rule has one. */
static bool write_rule_text(struct encoder *encoder, JSValueConst rule)
{
	JSAtom name = encoder->atoms->names[NAME_TEXT];
	return JS_HasProperty(encoder->context, rule, name) ?
		       write_property(encoder, rule, name, write_string) :
		       write_no_string(encoder);
}

static bool write_rule(struct encoder *encoder, JSValueConst rule)
{
	const JSAtom *atoms = encoder->atoms->names;
	return JS_IsObject(rule) && write_property(encoder, rule, atoms[NAME_ERRNO], write_u32) &&
	       write_property(encoder, rule, atoms[NAME_THEN], write_rule_kind) &&
	       write_rule_text(encoder, rule);
}

static bool write_rules(struct encoder *encoder, JSValueConst rules)
{
	return JS_IsUndefined(rules) ? put(encoder, 0) : write_list(encoder, rules, write_rule);
}

static bool write_strings(struct encoder *encoder, JSValueConst values)
{
	return write_list(encoder, values, write_string);
}

static bool write_u32s(struct encoder *encoder, JSValueConst values)
{
	return write_list(encoder, values, write_u32);
}

static write_value write_ops;

static write_value *const writers[] = {
	[FIELD_U32] = write_u32,	 [FIELD_U64] = write_u64,     [FIELD_BOOL] = write_bool,
	[FIELD_STRING] = write_string,	 [FIELD_STRINGS] = write_strings,
	[FIELD_U32S] = write_u32s,	 [FIELD_BYTES] = write_bytes, [FIELD_TEXT] = write_text,
	[FIELD_OPS] = write_ops,
};

static bool write_op_head(struct encoder *encoder, JSValueConst op, uint32_t *number)
{
	const JSAtom *atoms = encoder->atoms->names;
	JSValue name = JS_GetProperty(encoder->context, op, atoms[NAME_OP]);
	bool known = number_of(encoder, encoder->atoms->ops, name, number);
	release(encoder, name);
	return known && put(encoder, *number + 1) &&
	       write_property(encoder, op, atoms[NAME_AT], write_string) &&
	       write_property(encoder, op, atoms[NAME_WHAT], write_string) &&
	       write_property(encoder, op, atoms[NAME_ON_ERRNO], write_rules);
}

/* How many words follow, the op's number, where it comes from, its words, its rules and its fields. */
static bool write_op(struct encoder *encoder, JSValueConst op)
{
	uint32_t number;
	size_t start = encoder->end;
	if (!JS_IsObject(op))
		return refuse(encoder);
	if (!put(encoder, 0) || !write_op_head(encoder, op, &number))
		return false;
	const struct op_row *row = &op_rows[number];
	for (size_t i = row->first; i < (size_t)row->first + row->count; i++)
		if (!write_property(encoder, op, encoder->atoms->fields[i],
				    writers[field_rows[i].type]))
			return false;
	encoder->words[start] = (uint32_t)(encoder->end - start - 1);
	return true;
}

static bool write_ops(struct encoder *encoder, JSValueConst ops)
{
	return write_list(encoder, ops, write_op);
}

static bool write_slot_count(struct encoder *encoder, JSValueConst slots)
{
	int64_t count;
	return JS_IsArray(slots) && JS_GetLength(encoder->context, slots, &count) == 0 &&
	       put(encoder, (uint32_t)count);
}

static bool write_log_format(struct encoder *encoder, JSValueConst format)
{
	uint32_t number;
	return number_of(encoder, encoder->atoms->log_formats, format, &number) && put(encoder, number);
}

/* The exit code, and the format, path and name of the log. */
static bool write_report(struct encoder *encoder, JSValueConst report)
{
	const JSAtom *atoms = encoder->atoms->names;
	return JS_IsObject(report) &&
	       write_property(encoder, report, atoms[NAME_EXIT_CODE], write_u32) &&
	       write_property(encoder, report, atoms[NAME_LOG_FORMAT], write_log_format) &&
	       write_property(encoder, report, atoms[NAME_LOG_PATH], write_string) &&
	       write_property(encoder, report, atoms[NAME_LOG_NAME], write_string_or_none);
}

static bool write_plan(struct encoder *encoder, JSValueConst plan, JSValueConst stamp)
{
	const JSAtom *atoms = encoder->atoms->names;
	return JS_IsObject(plan) && put(encoder, PLAN_MAGIC) && write_u32(encoder, stamp) &&
	       put(encoder, 0) && put(encoder, 0) && put(encoder, 0) &&
	       write_property(encoder, plan, atoms[NAME_SLOTS], write_slot_count) &&
	       write_property(encoder, plan, atoms[NAME_REPORT], write_report) &&
	       write_property(encoder, plan, atoms[NAME_STEPS], write_ops);
}

static void *resize_bytes(JSRuntime *runtime, void *opaque, void *bytes, size_t size)
{
	(void)opaque;
	return js_realloc_rt(runtime, bytes, size);
}

/* The words with the texts behind them, as a Uint8Array. */
static JSValue joined(struct encoder *encoder)
{
	const struct plan_texts *texts = &encoder->texts;
	size_t size = encoder->end * sizeof(uint32_t);
	encoder->words[LENGTH_AT] = (uint32_t)(size + texts->size);
	encoder->words[TEXT_COUNT_AT] = texts->count;
	encoder->words[TEXT_SIZE_AT] = (uint32_t)texts->size;
	uint8_t *all = js_realloc(encoder->context, encoder->words, size + texts->size);
	if (all == NULL)
		return JS_EXCEPTION;
	encoder->words = NULL;
	memcpy(all + size, texts->bytes, texts->size);
	replace_surrogates(all + size, texts->size);
	return JS_NewUint8Array(encoder->context, all, size + texts->size, resize_bytes, NULL, false);
}

/* (plan, stamp): its bytes. */
static JSValue encode_plan(JSContext *context, JSValueConst this, int count, JSValueConst *values)
{
	(void)this, (void)count;
	struct encoder encoder = {.context = context, .atoms = JS_GetContextOpaque(context)};
	/* The plan is held for good: to take it apart would be for nobody, as the process ends. */
	JS_DupValue(context, values[0]);
	bool written = write_plan(&encoder, values[0], values[1]);
	JSValue bytes = written ? joined(&encoder) : JS_EXCEPTION;
	if (JS_IsException(bytes) && !JS_HasException(context))
		refuse(&encoder);
	js_free(context, encoder.words);
	free_texts(context, &encoder.texts);
	return bytes;
}

/* An object with the place of each name in a list of them. */
static JSValue numbers_of(JSContext *context, const char *const *list, size_t count)
{
	JSValue numbers = JS_NewObjectProto(context, JS_NULL);
	for (size_t i = 0; i < count; i++)
		JS_SetPropertyStr(context, numbers, list[i], JS_NewInt64(context, (int64_t)i));
	return numbers;
}

int prepare_encoding(JSContext *context)
{
	const char *ops[COUNT(op_rows)];
	struct plan_atoms *atoms = js_malloc(context, sizeof *atoms);
	if (atoms == NULL)
		return -1;
	for (size_t i = 0; i < COUNT(names); i++)
		atoms->names[i] = JS_NewAtom(context, names[i]);
	for (size_t i = 0; i < COUNT(field_rows); i++)
		atoms->fields[i] = JS_NewAtom(context, field_rows[i].name);
	for (size_t i = 0; i < COUNT(op_rows); i++)
		ops[i] = op_rows[i].name;
	atoms->ops = numbers_of(context, ops, COUNT(ops));
	atoms->rule_kinds = numbers_of(context, rule_kinds, COUNT(rule_kinds));
	atoms->log_formats = numbers_of(context, log_formats, COUNT(log_formats));
	JS_SetContextOpaque(context, atoms);
	return 0;
}

const struct host_function encode_functions[] = {{"encodePlan", encode_plan, 2}, {NULL, NULL, 0}};
