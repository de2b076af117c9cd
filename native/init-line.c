#include "init-line.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

/* Reads a decimal number from 1 to most that ends with the character end: what follows it, or NULL. */
static const char *read_number(const char *text, char end, int64_t most, int64_t *number)
{
	int64_t value = 0;
	const char *at = text;
	for (; *at >= '0' && *at <= '9'; at++) {
		if (value > (most - (*at - '0')) / 10)
			return NULL;
		value = value * 10 + (*at - '0');
	}
	if (value == 0 || *at != end)
		return NULL;
	*number = value;
	return at + 1;
}

int parse_init_line(const char *text, struct init_line *line)
{
	*line = (struct init_line){strcspn(text, " \n"), 0, 0};
	const char *at = text + line->identity_length;
	if (line->identity_length == 0)
		return -EPROTO;
	if (*at != '\n' && *at != ' ')
		return -EPROTO;
	if (*at == '\n' && at[1] == '\0')
		return 0;
	at = read_number(at + 1, ' ', INT_MAX, &line->pid);
	if (at != NULL)
		at = read_number(at, '\n', INT64_MAX, &line->start_time);
	return at != NULL && *at == '\0' ? 0 : -EPROTO;
}
