#include "../context.c"
#include "../log-record.c"
#include "../output.c"
#include "../process-stat.c"
#include "../report.c"
#include "../small-file.c"

#include "test.h"

static char text[DETAIL_SIZE];

static const char *record(bool json, const char *message)
{
	(void)log_format(text, sizeof text, json, "error", message, "T");
	return text;
}

static void test_records(void)
{
	SAME("a JSON record", record(true, "a"), "{\"level\":\"error\",\"msg\":\"a\",\"time\":\"T\"}\n");
	SAME("a text record", record(false, "a"), "time=\"T\" level=error msg=\"a\"\n");
	SAME("quotes and controls", record(false, "\"\\\n\t\r\x01\x7f"),
	     "time=\"T\" level=error msg=\"\\\"\\\\\\n\\t\\r\\u0001\\u007f\"\n");
	SAME("bytes that are not UTF-8", record(false, "\xff\xc0\xaf\xed\xa0\x80z"),
	     "time=\"T\" level=error msg=\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
	     "\xef\xbf\xbdz\"\n");
	SAME("UTF-8 of any length", record(false, "\xc3\xbc\xe2\x82\xac\xf0\x9f\x90\xb3"),
	     "time=\"T\" level=error msg=\"\xc3\xbc\xe2\x82\xac\xf0\x9f\x90\xb3\"\n");
	char small[96];
	size_t length = log_format(small, sizeof small, true, "error",
				   "a message that is far too long for its record, and is cut", "T");
	OK("a record that is cut keeps its form",
	   length < sizeof small && strstr(small, "\",\"time\":\"T\"}\n") != NULL);
	const struct log_style journal = {FORM_JOURNALD, "c1"}, syslog = {FORM_SYSLOG, "c1"};
	length = daemon_format(text, sizeof text, &syslog, "warning", "a\x1b\nb");
	text[length] = '\0';
	SAME("a datagram for syslog", text, "<12>c1: a\\x1b\nb");
	length = daemon_format(text, sizeof text, &journal, "debug", "abc");
	OK("a datagram for the journal",
	   length == 58 &&
		   memcmp(text, "PRIORITY=7\nSYSLOG_IDENTIFIER=c1\nID=c1\nMESSAGE\n\3\0\0\0\0\0\0\0abc\n",
			  length) == 0);
	(void)plain_format(text, sizeof text, "a\x1b[1m\n\tb");
	SAME("a plain line", text, "a\\x1b[1m\n\tb\n");
}

static const char *failure(const struct context *ctx, const struct op *op, int number)
{
	compose_failure(ctx, op, number, text, sizeof text);
	return text;
}

static void test_failures_in_words(void)
{
	static struct context ctx;
	const struct errno_rule rules[] = {
		{0, RULE_HINT, "try again"}, {ENOENT, RULE_SAY, "gone"}, {EBUSY, RULE_IGNORE, ""}};
	struct op op = {.at = "/root", .what = "open it"};
	SAME("a failure", failure(&ctx, &op, ENOENT),
	     "cannot open it: No such file or directory (config.json: /root)");
	op.at = "default:/dev";
	op.rule_count = 3;
	op.rules = rules;
	SAME("a rule that says otherwise", failure(&ctx, &op, ENOENT), "gone");
	SAME("a hint", failure(&ctx, &op, EPERM), "cannot open it: Operation not permitted; try again");
	OK("a rule of its own comes before that of any", find_rule(&op, EBUSY)->kind == RULE_IGNORE);
	(void)fail_with(&ctx, -EPERM, "line %d", 3);
	SAME("a detail", failure(&ctx, &op, EPERM),
	     "cannot open it: Operation not permitted: line 3; try again");
	SAME("a detail of a rule", failure(&ctx, &op, ENOENT), "gone: line 3");
	op.rule_count = 0;
	SAME("how a child ended", failure(&ctx, &op, ECHILD), "cannot open it: line 3");
	ctx.failure = "its own words";
	SAME("a failure with words of its own", failure(&ctx, &op, ECHILD), "its own words");
}

static void test_texts(void)
{
	static struct context ctx;
	int64_t slots[] = {42, -1, INT64_MAX};
	const struct text_part parts[] = {{"/proc/", NO_SLOT}, {NULL, 0}, {"/x", NO_SLOT}};
	const struct text path = {3, parts};
	ctx.slots = slots;
	OK("a text with a slot", format_text(&ctx, &path, text, 11) == 0);
	SAME("has its value", text, "/proc/42/x");
	OK("that does not fit is refused", format_text(&ctx, &path, text, 10) == -ENAMETOOLONG);
	OK("a slot's descriptor", slot_fd(&ctx, 0) == 42);
	OK("an empty slot has none", slot_fd(&ctx, 1) == -EBADF);
	OK("a slot with another value has none", slot_fd(&ctx, 2) == -EBADF);
	OK("nor has no slot", slot_fd(&ctx, NO_SLOT) == -EBADF);
}

static void test_process_stat(void)
{
	struct process_stat stat;
	const char *line = "7 (a) b (c) S 1 7 7 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 12345 99 1\n";
	OK("a stat line", parse_process_stat(line, &stat) == 0);
	OK("with any name", strcmp(stat.comm, "a) b (c") == 0);
	OK("has the state and the start time", stat.state == 'S' && stat.start_time == 12345);
	OK("one without a name is refused", parse_process_stat("7 S 1", &stat) == -EPROTO);
	OK("a short one is refused", parse_process_stat("7 (a) S 1 7", &stat) == -EPROTO);
}

int main(void)
{
	test_records();
	test_failures_in_words();
	test_texts();
	test_process_stat();
	return test_end();
}
