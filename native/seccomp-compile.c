/*
 * seccomp-compile: reads a seccomp profile on standard input (its text format: seccomp-profile.h) and
 * writes the program for the kernel, raw struct sock_filter, to standard output. What is wrong is
 * one sentence on standard error, and exit code 1. A program of its own, linked with libseccomp, so
 * that the executor stays small and the result can be kept (the same text gives the same bytes).
 */
#include "seccomp-newer.h"
#include "seccomp-profile.h"

#include <errno.h>
#include <seccomp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TREE_RULES = 32 };

struct compiler {
	scmp_filter_ctx filter;
	uint32_t default_action;
	bool strict;
	uint32_t optimize;
	uint32_t rules;
	struct newer_calls newer;
	bool forbids_unnamed;
	/* A rule was seen, even one that is skipped. */
	bool named;
	uint32_t line_number;
	/* The line as it was read, for messages. */
	char text[PROFILE_LINE_MAX];
};

static __attribute__((noreturn, format(printf, 2, 3))) void
refuse(const struct compiler *compiler, const char *format, ...)
{
	va_list arguments;
	fprintf(stderr, "line %u of the seccomp profile, \"%s\": ", compiler->line_number, compiler->text);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	exit(1);
}

static uint32_t action_value(const struct profile_line *line)
{
	switch (line->action) {
	case ACTION_KILL_PROCESS:
		return SCMP_ACT_KILL_PROCESS;
	case ACTION_TRAP:
		return SCMP_ACT_TRAP;
	case ACTION_ERRNO:
		return SCMP_ACT_ERRNO(line->number);
	case ACTION_TRACE:
		return SCMP_ACT_TRACE(line->number);
	case ACTION_LOG:
		return SCMP_ACT_LOG;
	case ACTION_NOTIFY:
		return SCMP_ACT_NOTIFY;
	case ACTION_ALLOW:
		return SCMP_ACT_ALLOW;
	default:
		return SCMP_ACT_KILL_THREAD;
	}
}

static struct scmp_arg_cmp comparison(const struct profile_condition *condition)
{
	static const enum scmp_compare operators[] = {
		[OP_NE] = SCMP_CMP_NE, [OP_LT] = SCMP_CMP_LT, [OP_LE] = SCMP_CMP_LE,
		[OP_EQ] = SCMP_CMP_EQ, [OP_GE] = SCMP_CMP_GE, [OP_GT] = SCMP_CMP_GT,
		[OP_MASKED_EQ] = SCMP_CMP_MASKED_EQ,
	};
	return (struct scmp_arg_cmp){
		.arg = condition->index,
		.op = operators[condition->op],
		.datum_a = condition->value,
		.datum_b = condition->value_two,
	};
}

/* Whether a call that the profile does not name is refused; LOG, TRACE and NOTIFY leave it to others. */
static bool forbids(const struct profile_line *line)
{
	switch (line->action) {
	case ACTION_ERRNO:
		return line->number != ENOSYS;
	case ACTION_ALLOW:
	case ACTION_LOG:
	case ACTION_TRACE:
	case ACTION_NOTIFY:
		return false;
	default:
		return true;
	}
}

static void begin_filter(struct compiler *compiler, const struct profile_line *line)
{
	if (compiler->filter != NULL)
		refuse(compiler, "the default action was given before");
	compiler->default_action = action_value(line);
	compiler->filter = seccomp_init(compiler->default_action);
	if (compiler->filter == NULL)
		refuse(compiler, "libseccomp does not take this default action");
	compiler->forbids_unnamed = forbids(line);
	newer_add_arch(&compiler->newer, seccomp_arch_native());
}

static void add_arch(struct compiler *compiler, const char *name)
{
	uint32_t token = seccomp_arch_resolve_name(name);
	if (token == 0)
		refuse(compiler, "this build of libseccomp does not know the architecture");
	if (compiler->named)
		refuse(compiler, "an architecture must come before the first rule");
	newer_add_arch(&compiler->newer, token);
	int status = seccomp_arch_add(compiler->filter, token);
	if (status == -EDOM)
		refuse(compiler, "the architecture has another byte order than this machine");
	if (status < 0 && status != -EEXIST)
		refuse(compiler, "libseccomp cannot add the architecture: %s", strerror(-status));
}

static void set_attribute(struct compiler *compiler, const struct profile_line *line)
{
	if (line->attribute == ATTRIBUTE_OPTIMIZE) {
		compiler->optimize = line->number;
		return;
	}
	int status = seccomp_attr_set(compiler->filter, SCMP_FLTATR_ACT_BADARCH, action_value(line));
	if (status < 0)
		refuse(compiler, "libseccomp cannot set the action: %s", strerror(-status));
}

static void add_one_rule(struct compiler *compiler, uint32_t action, int call,
			 const struct scmp_arg_cmp *comparisons, unsigned int count)
{
	int status = seccomp_rule_add_array(compiler->filter, action, call, count, comparisons);
	/* EEXIST: the same rule again, as profiles that were merged have it. */
	if (status < 0 && status != -EEXIST)
		refuse(compiler, "libseccomp cannot add the rule: %s", strerror(-status));
	compiler->rules++;
}

static void add_rule(struct compiler *compiler, const struct profile_line *line)
{
	uint32_t action = action_value(line);
	compiler->named = true;
	newer_add_call(&compiler->newer, line->name);
	/* libseccomp refuses a rule that says what the default says (EACCES). */
	if (action == compiler->default_action)
		return;
	int call = seccomp_syscall_resolve_name(line->name);
	if (call == __NR_SCMP_ERROR) {
		if (compiler->strict)
			refuse(compiler, "this build of libseccomp does not know the system call");
		return;
	}
	struct scmp_arg_cmp comparisons[PROFILE_CONDITIONS_MAX];
	for (uint32_t i = 0; i < line->condition_count; i++)
		comparisons[i] = comparison(&line->conditions[i]);
	if (!repeats_argument(line)) {
		add_one_rule(compiler, action, call, comparisons, line->condition_count);
		return;
	}
	for (uint32_t i = 0; i < line->condition_count; i++)
		add_one_rule(compiler, action, call, &comparisons[i], 1);
}

static void take_line(struct compiler *compiler, char *text)
{
	static struct profile_line line;
	const char *wrong = parse_profile_line(text, &line);
	if (wrong != NULL)
		refuse(compiler, "%s", wrong);
	if (line.statement != PROFILE_EMPTY && line.statement != PROFILE_DEFAULT &&
	    compiler->filter == NULL)
		refuse(compiler, "the default action must come first");
	switch (line.statement) {
	case PROFILE_DEFAULT:
		begin_filter(compiler, &line);
		break;
	case PROFILE_ARCH:
		add_arch(compiler, line.name);
		break;
	case PROFILE_ATTRIBUTE:
		set_attribute(compiler, &line);
		break;
	case PROFILE_STRICT:
		compiler->strict = true;
		break;
	case PROFILE_RULE:
		add_rule(compiler, &line);
		break;
	default:
		break;
	}
}

static void read_profile(struct compiler *compiler, FILE *in)
{
	char line[PROFILE_LINE_MAX];
	while (fgets(line, sizeof line, in) != NULL) {
		size_t length = strlen(line);
		compiler->line_number++;
		if (length > 0 && line[length - 1] == '\n')
			line[--length] = '\0';
		memcpy(compiler->text, line, length + 1);
		if (length == sizeof line - 1)
			refuse(compiler, "the line is longer than %d bytes", PROFILE_LINE_MAX - 2);
		take_line(compiler, line);
	}
	if (ferror(in))
		refuse(compiler, "cannot read standard input: %s", strerror(errno));
	if (compiler->filter == NULL)
		refuse(compiler, "the profile gives no default action");
}

/* All levels, whatever this kernel has: the kernel that loads the program judges, not we. */
static void allow_every_action(void)
{
	unsigned int level = 9;
	while (level > 1 && seccomp_api_set(level) != 0)
		level--;
}

/* A binary tree pays from a few tens of rules on; of none libseccomp <= 2.5.4 makes a wrong one. */
static void set_optimization(const struct compiler *compiler)
{
	uint32_t level = compiler->optimize;
	if (level == 0)
		level = compiler->rules > TREE_RULES ? 2 : 1;
	if (compiler->rules != 0)
		(void)seccomp_attr_set(compiler->filter, SCMP_FLTATR_CTL_OPTIMIZE, level);
}

static void write_newer(const struct compiler *compiler)
{
	struct bpf_instruction program[NEWER_INSTRUCTIONS_MAX];
	size_t size = newer_program(&compiler->newer, program) * sizeof *program;
	if (size > 0 && write(STDOUT_FILENO, program, size) != (ssize_t)size)
		refuse(compiler, "cannot write the program: %s", strerror(errno));
}

int main(void)
{
	static struct compiler compiler;
	allow_every_action();
	read_profile(&compiler, stdin);
	set_optimization(&compiler);
	if (compiler.forbids_unnamed)
		write_newer(&compiler);
	int status = seccomp_export_bpf(compiler.filter, STDOUT_FILENO);
	if (status < 0)
		refuse(&compiler, "libseccomp cannot write the program: %s", strerror(-status));
	seccomp_release(compiler.filter);
	return 0;
}
