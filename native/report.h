/* The words of a failure: made where a step fails, told once at the end. */
#ifndef PELAGOS_REPORT_H
#define PELAGOS_REPORT_H

#include "executor.h"

/* The rule of op for errno number: its own before that for every errno; NULL without one. */
const struct errno_rule *find_rule(const struct op *op, int number);

/* The words that a failure of op begins with: `cannot <what>`, or the text of its `lead` rule. */
void begin_failure(const struct op *op, char *message, size_t size);

/*
 * Writes what is to be said about op, which failed with number:
 * `<begin>: <strerror>[: detail][; hint] (config.json: <at>)`, or the text of a `say` rule.
 * ECHILD stands for a child that did not end well: only the detail says how.
 */
void compose_failure(const struct context *ctx, const struct op *op, int number, char *message,
		     size_t size);

/* Says message once on the standard error, and as the one error record of the log where there is one. */
void tell_failure(int log, const struct log_style *style, const char *message);

#endif
