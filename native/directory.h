/* The entries of a directory without memory from the heap. */
#ifndef PELAGOS_DIRECTORY_H
#define PELAGOS_DIRECTORY_H

#include <stddef.h>
#include <stdint.h>

struct directory {
	int fd;
	int used;
	int next;
	uint64_t data[512];
};

struct entry {
	const char *name;
	/* DT_DIR, DT_REG, … or DT_UNKNOWN. */
	unsigned char type;
};

/* From the first entry of fd on, which stays the caller's. */
void directory_begin(struct directory *directory, int fd);

/* The next entry but `.` and `..`: 1, 0 at the end, or a negative errno. name lives until the next call. */
int directory_next(struct directory *directory, struct entry *entry);

#endif
