/* The values that a decoded plan is made of. Strings point into the plan's own bytes. */
#ifndef PELAGOS_PLAN_TYPES_H
#define PELAGOS_PLAN_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An index into context.slots, or NO_SLOT. The decoder has checked it against the slot count. */
typedef uint32_t slot_t;

struct strings {
	uint32_t count;
	/* NULL-terminated, so that it serves execve(2) as it is. */
	const char **items;
};

struct u32s {
	uint32_t count;
	const uint32_t *items;
};

struct bytes {
	uint32_t length;
	const uint8_t *data;
};

/* A literal where slot is NO_SLOT, else the slot's value in decimal. */
struct text_part {
	const char *literal;
	slot_t slot;
};

struct text {
	uint32_t count;
	const struct text_part *parts;
};

enum errno_rule_kind {
	RULE_IGNORE = 0,
	RULE_SAY = 1,
	RULE_HINT = 2,
	RULE_WARN = 3,
	RULE_STALE = 4,
	/* No rule for an errno: how the sentence of every failure of the op begins. */
	RULE_LEAD = 5,
};

struct errno_rule {
	/* 0: holds for every errno that has no rule of its own. */
	uint32_t number;
	uint32_t kind;
	const char *text;
};

struct op;

struct track {
	uint32_t count;
	const struct op *ops;
};

/* One step: where it comes from, what it does in words, and the struct op_NAME of its code. */
struct op {
	uint32_t code;
	const char *at;
	const char *what;
	uint32_t rule_count;
	const struct errno_rule *rules;
	const void *arguments;
};

enum field_type {
	FIELD_END,
	FIELD_U32,
	FIELD_U64,
	FIELD_BOOL,
	FIELD_STRING,
	FIELD_STRINGS,
	FIELD_U32S,
	FIELD_BYTES,
	FIELD_TEXT,
	FIELD_SLOT,
	FIELD_OUT,
	FIELD_OPS,
};

struct field {
	enum field_type type;
	size_t offset;
};

/* How a record is written, and to what: a file, or the socket of a log daemon. */
enum log_form { FORM_TEXT, FORM_JSON, FORM_JOURNALD, FORM_SYSLOG };

struct log_style {
	enum log_form form;
	/* The name that a log daemon keeps the records under. */
	const char *name;
};

struct plan {
	uint32_t slot_count;
	uint32_t exit_code;
	struct log_style log_style;
	const char *log_path;
	struct track steps;
};

#endif
