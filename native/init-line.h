/* What names the init process of a container: a line, or two in one (src/runtime/init-status.ts). */
#ifndef PELAGOS_INIT_LINE_H
#define PELAGOS_INIT_LINE_H

#include <stddef.h>
#include <stdint.h>

struct init_line {
	/* The text begins with it. */
	size_t identity_length;
	/* Both 0 before init exists. */
	int64_t pid;
	int64_t start_time;
};

/* 0, or -EPROTO for a text that does not end as it should. */
int parse_init_line(const char *text, struct init_line *line);

#endif
