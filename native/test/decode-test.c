#include "../decode.c"

#include "op-codes.h"
#include "test.h"

#include <stdlib.h>

/* A plan that is written by hand. */
static uint8_t data[4096];
static size_t used;

static void u32(uint32_t value)
{
	for (int i = 0; i < 4; i++)
		data[used++] = (uint8_t)(value >> (8 * i));
}

static void raw(const char *bytes, size_t length)
{
	memcpy(data + used, bytes, length);
	used += length;
}

/* The texts, which go behind all else. */
static char texts[4096];
static size_t text_size;
static uint32_t text_count;

static void string(const char *text)
{
	u32(text_count++);
	memcpy(texts + text_size, text, strlen(text) + 1);
	text_size += strlen(text) + 1;
}

static void patch(size_t at, uint32_t value)
{
	size_t end = used;
	used = at;
	u32(value);
	used = end;
}

static void begin(uint32_t slots)
{
	memset(data, 0, sizeof data);
	used = 0;
	u32(PLAN_MAGIC);
	u32(PLAN_STAMP);
	/* Length, number and size of the texts. */
	u32(0);
	u32(0);
	u32(0);
	text_size = 0;
	text_count = 0;
	u32(slots);
	u32(3);
	u32(1);
	string("/log");
	string("c1");
}

static size_t begin_op(uint32_t code)
{
	size_t start = used;
	u32(0);
	u32(code);
	string("/mounts/1");
	string("do it");
	return start;
}

static void end_op(size_t start)
{
	patch(start, (uint32_t)(used - start) / 4 - 1);
}

/* Puts the texts behind the words. */
static void seal(void)
{
	patch(12, text_count);
	patch(16, (uint32_t)text_size);
	raw(texts, text_size);
}

/* Of what is written so far, sealed or not. */
static int bare_result(struct plan *plan)
{
	static struct arena arena;
	/* A block of its own size: a read beyond the end is seen by the sanitizer. */
	static uint8_t *copy;
	patch(8, (uint32_t)used);
	arena_free(&arena);
	free(copy);
	copy = malloc(used);
	if (copy == NULL)
		return -ENOMEM;
	memcpy(copy, data, used);
	return decode_plan(copy, used, &arena, plan);
}

static int result(struct plan *plan)
{
	seal();
	return bare_result(plan);
}

static size_t print_op(uint32_t slot)
{
	size_t start = begin_op(OP_print);
	u32(1);
	u32(16);
	u32(1);
	string("no space");
	u32(2);
	u32(2);
	u32(0);
	string("slot ");
	u32(1);
	u32(slot);
	end_op(start);
	return start;
}

static void test_whole_plan(void)
{
	struct plan plan = {0};
	begin(2);
	u32(1);
	print_op(1);
	OK("a plan is read", result(&plan) == 0);
	OK("with its report", plan.exit_code == 3 && plan.log_style.form == FORM_JSON && plan.slot_count == 2);
	SAME("with its log", plan.log_path, "/log");
	SAME("and the name in it", plan.log_style.name, "c1");
	const struct op *op = plan.steps.ops;
	OK("with its steps", plan.steps.count == 1 && op->code == OP_print);
	SAME("with their origin", op->at, "/mounts/1");
	OK("with their rules", op->rule_count == 1 && op->rules->number == 16 && op->rules->kind == RULE_SAY);
	const struct op_print *print = op->arguments;
	OK("with their fields", print->fd == 2 && print->text.count == 2);
	OK("with their texts", print->text.parts[0].slot == NO_SLOT && print->text.parts[1].slot == 1);
}

static void test_damaged_plans(void)
{
	struct plan plan = {0};
	begin(2);
	u32(1);
	print_op(1);
	seal();
	size_t whole = used;
	bool refused = true;
	for (used = PLAN_HEADER_SIZE; used < whole; used++)
		refused = refused && bare_result(&plan) == -EBADMSG;
	OK("a plan that ends early is refused, at any byte", refused);
	used = whole;
	u32(0);
	OK("bytes behind the plan are refused", bare_result(&plan) == -EBADMSG);
	used = whole;
	for (size_t at = 0; at < 8; at++) {
		data[at] ^= 1;
		refused = refused && bare_result(&plan) == -EBADMSG;
		data[at] ^= 1;
	}
	OK("another magic or stamp is refused", refused);
	patch(24, 0);
	OK("an exit code of 0 for a failure is refused", bare_result(&plan) == -EBADMSG);
	patch(24, 256);
	OK("an exit code beyond 255 is refused", bare_result(&plan) == -EBADMSG);
}

static void test_damaged_ops(void)
{
	struct plan plan = {0};
	begin(2);
	u32(1);
	print_op(2);
	OK("a slot that the plan does not have is refused", result(&plan) == -EBADMSG);
	begin(2);
	u32(1);
	print_op(NO_SLOT);
	OK("no slot is refused inside a text", result(&plan) == -EBADMSG);
	for (uint32_t code = 0; code <= OP_COUNT + 1; code += OP_COUNT + 1) {
		begin(0);
		u32(1);
		size_t start = begin_op(code);
		u32(0);
		end_op(start);
		OK("an unknown op is refused", result(&plan) == -EBADMSG);
	}
	begin(0);
	u32(1);
	size_t start = begin_op(OP_remove_file);
	u32(0);
	string("/a");
	u32(7);
	end_op(start);
	OK("bytes behind the fields of an op are refused", result(&plan) == -EBADMSG);
}

static void test_damaged_values(void)
{
	struct plan plan = {0};
	begin(0);
	u32(1);
	size_t start = begin_op(OP_remove_file);
	u32(0);
	u32(text_count);
	end_op(start);
	OK("a text that is not there is refused", result(&plan) == -EBADMSG);
	begin(0);
	u32(0xffffffff);
	OK("a count beyond the plan is refused before memory is taken for it", result(&plan) == -EBADMSG);
	begin(0);
	u32(1);
	start = begin_op(OP_set_groups);
	u32(0);
	u32(0x40000000);
	end_op(start);
	OK("a count of numbers beyond its op is refused", result(&plan) == -EBADMSG);
	begin(0);
	u32(1);
	start = begin_op(OP_keep_capabilities);
	u32(0);
	u32(2);
	end_op(start);
	OK("a truth value of 2 is refused", result(&plan) == -EBADMSG);
}

static void test_damaged_texts(void)
{
	struct plan plan = {0};
	static const struct {
		const char *title;
		uint32_t count, size;
	} cases[] = {
		{"fewer texts than stated are refused", 3, 8},
		{"more texts than stated are refused", 1, 8},
		{"a text without its NUL is refused", 2, 7},
		{"texts beyond the plan are refused", 2, 0xfffffff0},
		{"more texts than bytes are refused before memory is taken for them", 0xffffffff, 8},
		{"texts that leave no whole word are refused", 2, 9},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		begin(0);
		u32(0);
		seal();
		used -= cases[i].size == 7;
		patch(12, cases[i].count);
		patch(16, cases[i].size);
		OK(cases[i].title, text_size == 8 && bare_result(&plan) == -EBADMSG);
	}
}

static void test_depth(void)
{
	for (int depth = 1; depth <= PLAN_DEPTH_LIMIT; depth++) {
		struct plan plan = {0};
		size_t starts[PLAN_DEPTH_LIMIT];
		begin(0);
		u32(1);
		for (int i = 0; i < depth; i++) {
			starts[i] = begin_op(OP_on_failure);
			u32(0);
			u32(i == depth - 1 ? 0 : 1);
		}
		for (int i = depth - 1; i >= 0; i--)
			end_op(starts[i]);
		bool allowed = depth < PLAN_DEPTH_LIMIT;
		OK("tracks are nested to a limit", (result(&plan) == 0) == allowed);
		OK("an op is found in them", !allowed || (track_has(&plan.steps, OP_on_failure) &&
							 !track_has(&plan.steps, OP_clone)));
	}
}

int main(void)
{
	test_whole_plan();
	test_damaged_plans();
	test_damaged_ops();
	test_damaged_values();
	test_damaged_texts();
	test_depth();
	return test_end();
}
