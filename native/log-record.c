#include "log-record.h"

#include "output.h"
#include "syscalls.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <syslog.h>
#include <time.h>

enum { RECORD_SIZE = 56 * 1024, TIME_SIZE = 48 };

/* A text that grows up to the end of its buffer; what does not fit as a whole is left out. */
struct line {
	char *data;
	size_t size;
	size_t used;
};

static void put(struct line *line, const char *text, size_t length)
{
	if (length >= line->size - line->used)
		return;
	memcpy(line->data + line->used, text, length);
	line->used += length;
	line->data[line->used] = '\0';
}

static void put_string(struct line *line, const char *text)
{
	put(line, text, strlen(text));
}

/* The length of the UTF-8 sequence at text, 0 where it is none (overlong and surrogates included). */
static size_t utf8_length(const unsigned char *text)
{
	unsigned char first = text[0];
	size_t length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
	if (first > 0xf4)
		return 0;
	for (size_t i = 1; i < length; i++)
		if ((text[i] & 0xc0) != 0x80)
			return 0;
	bool overlong = (first == 0xe0 && text[1] < 0xa0) || (first == 0xf0 && text[1] < 0x90);
	bool beyond = (first == 0xed && text[1] > 0x9f) || (first == 0xf4 && text[1] > 0x8f);
	return overlong || beyond ? 0 : length;
}

/* Puts the short escape of a character that JSON and the text format quote alike, if it has one. */
static bool put_short_escape(struct line *line, unsigned char character)
{
	static const char escaped[] = "\"\\\n\t\r";
	static const char letters[] = "\"\\ntr";
	const char *found = character == '\0' ? NULL : strchr(escaped, character);
	if (found == NULL)
		return false;
	const char pair[] = {'\\', letters[found - escaped]};
	put(line, pair, sizeof pair);
	return true;
}

/* text as between double quotes: control characters escaped, bytes that are not UTF-8 as U+FFFD. */
static void put_escaped(struct line *line, const char *text)
{
	for (const unsigned char *at = (const unsigned char *)text; *at != '\0';) {
		size_t length = utf8_length(at);
		char escape[8];
		if (length == 0) {
			put_string(line, "\xef\xbf\xbd");
		} else if (*at < 0x20 || *at == 0x7f || *at == '"' || *at == '\\') {
			snprintf(escape, sizeof escape, "\\u%04x", *at);
			if (!put_short_escape(line, *at))
				put_string(line, escape);
		} else {
			put(line, (const char *)at, length);
		}
		at += length == 0 ? 1 : length;
	}
}

size_t log_format(char *record, size_t size, bool json, const char *level, const char *message,
		  const char *time)
{
	/* The end of the record is kept free: a message that is too long must not cost its form. */
	struct line line = {record, size - TIME_SIZE - 16, 0};
	put_string(&line, json ? "{\"level\":\"" : "time=\"");
	put_string(&line, json ? level : time);
	put_string(&line, json ? "\",\"msg\":\"" : "\" level=");
	if (!json) {
		put_string(&line, level);
		put_string(&line, " msg=\"");
	}
	put_escaped(&line, message);
	line.size = size;
	put_string(&line, "\"");
	if (json) {
		put_string(&line, ",\"time\":\"");
		put_string(&line, time);
		put_string(&line, "\"}");
	}
	put_string(&line, "\n");
	return line.used;
}

size_t plain_format(char *text, size_t size, const char *message)
{
	struct line line = {text, size - 1, 0};
	for (const char *at = message; *at != '\0'; at++) {
		unsigned char character = (unsigned char)*at;
		char escape[8];
		snprintf(escape, sizeof escape, "\\x%02x", character);
		if ((character < 0x20 && character != '\n' && character != '\t') || character == 0x7f)
			put_string(&line, escape);
		else
			put(&line, at, 1);
	}
	line.size = size;
	put_string(&line, "\n");
	return line.used;
}

static void format_time(char text[static TIME_SIZE])
{
	struct timespec now = {0, 0};
	struct tm parts;
	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &parts);
	size_t length = strftime(text, TIME_SIZE, "%Y-%m-%dT%H:%M:%S", &parts);
	snprintf(text + length, TIME_SIZE - length, ".%06ldZ", now.tv_nsec / 1000);
}

/* A number as the journal wants the length of a field that may hold newlines: 64 bits, little-endian. */
static void put_length(struct line *line, size_t length)
{
	char bytes[8];
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(uint8_t)((uint64_t)length >> (8 * i));
	put(line, bytes, sizeof bytes);
}

/* The priorities of syslog(3). */
static int priority_of(const char *level)
{
	return strcmp(level, "error") == 0     ? LOG_ERR
	       : strcmp(level, "warning") == 0 ? LOG_WARNING
	       : strcmp(level, "info") == 0    ? LOG_INFO
					       : LOG_DEBUG;
}

size_t daemon_format(char *record, size_t size, const struct log_style *style, const char *level,
		     const char *message)
{
	static char plain[RECORD_SIZE - 1024];
	struct line line = {record, size, 0};
	char head[512];
	/* The newline that ends a line is no part of the message. */
	size_t length = plain_format(plain, sizeof plain, message) - 1;
	if (style->form == FORM_SYSLOG) {
		/* Without a time: the daemon adds its own, in its own time zone. */
		snprintf(head, sizeof head, "<%d>%s: ", LOG_USER | priority_of(level), style->name);
		put_string(&line, head);
	} else {
		snprintf(head, sizeof head, "PRIORITY=%d\nSYSLOG_IDENTIFIER=%s\nID=%s\nMESSAGE\n",
			 priority_of(level), style->name, style->name);
		put_string(&line, head);
		put_length(&line, length);
	}
	put(&line, plain, length);
	if (style->form == FORM_JOURNALD)
		put_string(&line, "\n");
	return line.used;
}

static int connect_log(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	if (strlen(path) >= sizeof address.sun_path)
		return -ENAMETOOLONG;
	snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
	/* A daemon that reads nothing must not hang us. */
	int log = (int)RETRY(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
	if (log < 0)
		return log;
	int error = (int)RETRY(connect(log, (const struct sockaddr *)&address, sizeof address));
	if (error >= 0)
		return log;
	close(log);
	return error;
}

bool log_is_stderr(const char *path)
{
	return strcmp(path, "/dev/stderr") == 0;
}

int log_open(const char *path, enum log_form form)
{
	/* Opened again it would be written to from its beginning, and a socket cannot be opened at all. */
	if (log_is_stderr(path))
		return (int)RETRY(fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3));
	if (form == FORM_JOURNALD || form == FORM_SYSLOG)
		return connect_log(path);
	/* Links are followed, since callers pass them. A FIFO must neither hang us nor be filled. */
	int flags = O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
	return (int)RETRY(openat(AT_FDCWD, path, flags, 0644));
}

int log_append(int log, const struct log_style *style, const char *level, const char *message)
{
	static char record[RECORD_SIZE];
	char time[TIME_SIZE];
	size_t length;
	if (style->form == FORM_JOURNALD || style->form == FORM_SYSLOG) {
		length = daemon_format(record, sizeof record, style, level, message);
	} else {
		format_time(time);
		length = log_format(record, sizeof record, style->form == FORM_JSON, level, message, time);
	}
	return write_once(log, record, length);
}
