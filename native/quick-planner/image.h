/*
 * The memory that the JavaScript engine lives in: one range at a fixed address, so that it can be
 * written to a file once the planner's modules are evaluated, and read back by every call.
 */
#ifndef PELAGOS_QUICK_IMAGE_H
#define PELAGOS_QUICK_IMAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "quickjs.h"

enum { SIZE_CLASSES = 416, BUILD_ID_SIZE = 20 };

/* What lies at the beginning of the memory. */
struct image {
	/* Of the program that wrote the file: pointers to functions hold in no other. */
	unsigned char build_id[BUILD_ID_SIZE];
	/* Bytes in use, from the beginning. */
	size_t end;
	/* Freed pieces by size, each holding the address of the next. */
	void *freed[SIZE_CLASSES];
	JSRuntime *runtime;
	JSContext *context;
};

/* Allocates in the image, which is never given back: a planner lives for milliseconds. */
extern const JSMallocFunctions image_memory;

/* An empty image; NULL with errno. */
struct image *new_image(void);

/* Writes the image to a new file: 0 or -1 with errno. */
int write_image(const struct image *image, const char *path);

/* Reads the file to its address; NULL where it is of another build or cannot be read. */
struct image *load_image(const char *path);

#endif
