#include "report.h"

#include "log-record.h"
#include "output.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

const struct errno_rule *find_rule(const struct op *op, int number)
{
	const struct errno_rule *any = NULL;
	for (uint32_t i = 0; i < op->rule_count; i++) {
		if (op->rules[i].kind == RULE_LEAD)
			continue;
		if (op->rules[i].number == (uint32_t)number)
			return &op->rules[i];
		if (op->rules[i].number == 0 && any == NULL)
			any = &op->rules[i];
	}
	return any;
}

/* Adds to the text in message; what does not fit is cut. */
__attribute__((format(printf, 3, 4))) static void add(char *message, size_t size,
						      const char *format, ...)
{
	size_t used = strlen(message);
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(message + used, size - used, format, arguments);
	va_end(arguments);
}

void begin_failure(const struct op *op, char *message, size_t size)
{
	for (uint32_t i = 0; i < op->rule_count; i++) {
		if (op->rules[i].kind == RULE_LEAD) {
			snprintf(message, size, "%s", op->rules[i].text);
			return;
		}
	}
	snprintf(message, size, "cannot %s", op->what);
}

void compose_failure(const struct context *ctx, const struct op *op, int number, char *message,
		     size_t size)
{
	message[0] = '\0';
	if (ctx->failure != NULL) {
		add(message, size, "%s", ctx->failure);
		return;
	}
	const struct errno_rule *rule = find_rule(op, number);
	if (rule != NULL && rule->kind == RULE_SAY) {
		add(message, size, "%s", rule->text);
	} else {
		begin_failure(op, message, size);
		if (number != ECHILD || ctx->detail[0] == '\0')
			add(message, size, ": %s", strerror(number));
	}
	if (ctx->detail[0] != '\0')
		add(message, size, ": %s", ctx->detail);
	if (rule != NULL && rule->kind == RULE_SAY)
		return;
	if (rule != NULL && rule->kind == RULE_HINT)
		add(message, size, "; %s", rule->text);
	if (op->at[0] == '/')
		add(message, size, " (config.json: %s)", op->at);
}

void tell_failure(int log, const struct log_style *style, const char *message)
{
	static char line[4 * MESSAGE_SIZE + 8];
	/* Nobody is left to tell where these writes fail; the exit code still says it. */
	(void)write_all(STDERR_FILENO, line, plain_format(line, sizeof line, message));
	if (log >= 0)
		(void)log_append(log, style, "error", message);
}
