#include "seccomp-profile.h"

#include <stddef.h>
#include <string.h>

struct word {
	const char *text;
	int value;
};

static const struct word actions[] = {
	{"KILL", ACTION_KILL_THREAD},
	{"KILL_THREAD", ACTION_KILL_THREAD},
	{"KILL_PROCESS", ACTION_KILL_PROCESS},
	{"TRAP", ACTION_TRAP},
	{"ERRNO", ACTION_ERRNO},
	{"TRACE", ACTION_TRACE},
	{"LOG", ACTION_LOG},
	{"NOTIFY", ACTION_NOTIFY},
	{"ALLOW", ACTION_ALLOW},
	{NULL, 0},
};

static const struct word operators[] = {
	{"NE", OP_NE},
	{"LT", OP_LT},
	{"LE", OP_LE},
	{"EQ", OP_EQ},
	{"GE", OP_GE},
	{"GT", OP_GT},
	{"MASKED_EQ", OP_MASKED_EQ},
	{NULL, 0},
};

static const struct word attributes[] = {
	{"optimize", ATTRIBUTE_OPTIMIZE},
	{"badarch", ATTRIBUTE_BADARCH},
	{NULL, 0},
};

static const struct word statements[] = {
	{"default", PROFILE_DEFAULT},
	{"arch", PROFILE_ARCH},
	{"attr", PROFILE_ATTRIBUTE},
	{"strict", PROFILE_STRICT},
	{"rule", PROFILE_RULE},
	{NULL, 0},
};

/* Cuts the next piece before separator off *rest; NULL at the end. */
static char *next_piece(char **rest, char separator)
{
	char *piece = *rest;
	if (piece == NULL)
		return NULL;
	char *end = strchr(piece, separator);
	if (end != NULL)
		*end++ = '\0';
	*rest = end;
	return piece;
}

static bool find_word(const struct word *words, const char *text, int *value)
{
	for (; text != NULL && words->text != NULL; words++) {
		if (strcmp(words->text, text) == 0) {
			*value = words->value;
			return true;
		}
	}
	return false;
}

static bool parse_number(const char *text, uint64_t limit, uint64_t *value)
{
	if (text == NULL || *text == '\0')
		return false;
	uint64_t number = 0;
	for (; *text != '\0'; text++) {
		if (*text < '0' || *text > '9')
			return false;
		uint64_t digit = (uint64_t)(*text - '0');
		if (digit > limit || number > (limit - digit) / 10)
			return false;
		number = number * 10 + digit;
	}
	*value = number;
	return true;
}

static const char *parse_action(const char *text, struct profile_line *out)
{
	int action = 0;
	if (!find_word(actions, text, &action))
		return "its action is not one of KILL, KILL_THREAD, KILL_PROCESS, TRAP, ERRNO, TRACE, LOG, NOTIFY, ALLOW";
	out->action = (enum profile_action)action;
	return NULL;
}

static const char *parse_errno(const char *text, struct profile_line *out)
{
	uint64_t number = 0;
	if (!parse_number(text, UINT16_MAX, &number))
		return "its errno is not a number up to 65535";
	out->number = (uint32_t)number;
	return NULL;
}

static const char *parse_condition(char *text, struct profile_condition *out)
{
	char *rest = text;
	uint64_t index = 0;
	int op = 0;
	if (!parse_number(next_piece(&rest, ':'), PROFILE_ARGUMENTS - 1, &index))
		return "the index of a condition is not a number up to 5";
	if (!find_word(operators, next_piece(&rest, ':'), &op))
		return "the operator of a condition is not one of NE, LT, LE, EQ, GE, GT, MASKED_EQ";
	out->index = (uint32_t)index;
	out->op = (enum profile_operator)op;
	out->value_two = 0;
	if (!parse_number(next_piece(&rest, ':'), UINT64_MAX, &out->value))
		return "the value of a condition is not a number of 64 bits";
	if (rest != NULL && !parse_number(next_piece(&rest, ':'), UINT64_MAX, &out->value_two))
		return "the second value of a condition is not a number of 64 bits";
	return rest == NULL ? NULL : "a condition has more than two values";
}

static const char *parse_rule(char *rest, struct profile_line *out)
{
	const char *wrong = parse_action(next_piece(&rest, ' '), out);
	if (wrong == NULL)
		wrong = parse_errno(next_piece(&rest, ' '), out);
	if (wrong != NULL)
		return wrong;
	out->name = next_piece(&rest, ' ');
	if (out->name == NULL || *out->name == '\0')
		return "it names no system call";
	char *condition = NULL;
	while ((condition = next_piece(&rest, ' ')) != NULL) {
		if (out->condition_count == PROFILE_CONDITIONS_MAX)
			return "it has more than 64 conditions";
		wrong = parse_condition(condition, &out->conditions[out->condition_count++]);
		if (wrong != NULL)
			return wrong;
	}
	return NULL;
}

static const char *parse_default(char *rest, struct profile_line *out)
{
	const char *wrong = parse_action(next_piece(&rest, ' '), out);
	if (wrong == NULL && rest != NULL)
		wrong = parse_errno(next_piece(&rest, ' '), out);
	if (wrong != NULL)
		return wrong;
	return rest == NULL ? NULL : "words follow its errno";
}

static const char *parse_attribute(char *rest, struct profile_line *out)
{
	int attribute = 0;
	if (!find_word(attributes, next_piece(&rest, ' '), &attribute))
		return "its attribute is neither optimize nor badarch";
	out->attribute = (enum profile_attribute)attribute;
	if (out->attribute == ATTRIBUTE_BADARCH)
		return parse_action(rest, out);
	uint64_t level = 0;
	if (!parse_number(rest, 2, &level) || level == 0)
		return "its optimize level is neither 1 nor 2";
	out->number = (uint32_t)level;
	return NULL;
}

static const char *parse_single_word(char *rest, struct profile_line *out)
{
	out->name = rest;
	if (rest == NULL || *rest == '\0' || strchr(rest, ' ') != NULL)
		return "it needs exactly one word after the first";
	return NULL;
}

const char *parse_profile_line(char *line, struct profile_line *out)
{
	memset(out, 0, offsetof(struct profile_line, conditions));
	if (*line == '\0')
		return NULL;
	char *rest = line;
	int statement = 0;
	if (!find_word(statements, next_piece(&rest, ' '), &statement))
		return "it begins with none of default, arch, attr, strict, rule";
	out->statement = (enum profile_statement)statement;
	switch (out->statement) {
	case PROFILE_DEFAULT:
		return parse_default(rest, out);
	case PROFILE_ARCH:
		return parse_single_word(rest, out);
	case PROFILE_ATTRIBUTE:
		return parse_attribute(rest, out);
	case PROFILE_RULE:
		return parse_rule(rest, out);
	default:
		return rest == NULL ? NULL : "words follow strict";
	}
}

bool repeats_argument(const struct profile_line *line)
{
	uint32_t seen = 0;
	for (uint32_t i = 0; i < line->condition_count; i++) {
		uint32_t bit = 1u << line->conditions[i].index;
		if ((seen & bit) != 0)
			return true;
		seen |= bit;
	}
	return false;
}
