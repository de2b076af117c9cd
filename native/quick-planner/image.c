#include "image.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdint.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * Far from where the kernel puts programs, heaps, libraries and stacks, and within the 39 bits of
 * the smallest address space of arm64.
 */
#ifndef IMAGE_AT
#define IMAGE_AT 0x1000000000
#endif
#define IMAGE_ADDRESS ((char *)IMAGE_AT)
#define IMAGE_SIZE ((size_t)1 << 30)

enum { GRANULE = 16, HEADER = 16, LINEAR_CLASSES = 64, STEPS = 16, PAGE = 4096, HUGE_PAGES = 4 << 20 };

/* A size rounded up to what is kept apart, and the list that pieces of it are kept in once freed. */
struct size_class {
	size_t space, list;
};

/* Up to 1 KiB in steps of 16 bytes, then sixteen steps to each doubling. */
static struct size_class class_of(size_t size)
{
	size_t granules = (size + GRANULE - 1) / GRANULE;
	if (granules < LINEAR_CLASSES)
		return (struct size_class){granules * GRANULE, granules};
	unsigned shift = 63 - (unsigned)__builtin_clzl(granules) - 4;
	size_t steps = (granules + ((size_t)1 << shift) - 1) >> shift;
	return (struct size_class){(steps << shift) * GRANULE,
				   LINEAR_CLASSES + (shift - 2) * STEPS + steps - STEPS};
}

static size_t size_of(const void *piece)
{
	return ((const size_t *)piece)[-2];
}

static struct image *the_image(void)
{
	return (struct image *)IMAGE_ADDRESS;
}

static void *take(void *opaque, size_t size)
{
	(void)opaque;
	struct image *image = the_image();
	if (size > IMAGE_SIZE)
		return NULL;
	struct size_class class = class_of(size == 0 ? 1 : size);
	void *piece = image->freed[class.list];
	if (piece != NULL) {
		memcpy(&image->freed[class.list], piece, sizeof(void *));
		return piece;
	}
	if (class.space + HEADER > IMAGE_SIZE - image->end)
		return NULL;
	piece = IMAGE_ADDRESS + image->end + HEADER;
	image->end += HEADER + class.space;
	((size_t *)piece)[-2] = class.space;
	return piece;
}

static void *take_zeroed(void *opaque, size_t count, size_t size)
{
	size_t all;
	if (__builtin_mul_overflow(count, size, &all))
		return NULL;
	void *piece = take(opaque, all);
	return piece == NULL ? NULL : memset(piece, 0, all);
}

static void give_back(void *opaque, void *piece)
{
	(void)opaque;
	if (piece == NULL)
		return;
	void **list = &the_image()->freed[class_of(size_of(piece)).list];
	memcpy(piece, list, sizeof *list);
	*list = piece;
}

static void *resize(void *opaque, void *piece, size_t size)
{
	if (piece == NULL)
		return take(opaque, size);
	if (size == 0) {
		give_back(opaque, piece);
		return NULL;
	}
	if (size <= size_of(piece))
		return piece;
	void *larger = take(opaque, size);
	if (larger == NULL)
		return NULL;
	memcpy(larger, piece, size_of(piece));
	give_back(opaque, piece);
	return larger;
}

const JSMallocFunctions image_memory = {take_zeroed, take, give_back, resize, size_of};

/* The linker's digest of this program (--build-id=sha1), from its own headers in memory. */
static int own_build_id(unsigned char id[static BUILD_ID_SIZE])
{
	const ElfW(Phdr) *headers = (const void *)getauxval(AT_PHDR);
	unsigned long count = getauxval(AT_PHNUM);
	for (unsigned long i = 0; headers != NULL && i < count; i++) {
		if (headers[i].p_type != PT_NOTE)
			continue;
		/* The program is linked to fixed addresses. */
		const char *at = (const char *)headers[i].p_vaddr, *end = at + headers[i].p_memsz;
		while (at + sizeof(ElfW(Nhdr)) <= end) {
			const ElfW(Nhdr) *note = (const void *)at;
			const char *name = at + sizeof *note, *value = name + ((note->n_namesz + 3) & ~3U);
			if (note->n_type == NT_GNU_BUILD_ID && note->n_descsz == BUILD_ID_SIZE) {
				memcpy(id, value, BUILD_ID_SIZE);
				return 0;
			}
			at = value + ((note->n_descsz + 3) & ~3U);
		}
	}
	errno = ENOEXEC;
	return -1;
}

/* Reserves the whole range, full of zeroes. */
static bool reserve(void)
{
	char *got = mmap(IMAGE_ADDRESS, IMAGE_SIZE, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
	return got == IMAGE_ADDRESS;
}

struct image *new_image(void)
{
	if (!reserve())
		return NULL;
	struct image *image = the_image();
	image->end = (sizeof *image + GRANULE - 1) / GRANULE * GRANULE;
	return own_build_id(image->build_id) < 0 ? NULL : image;
}

int write_image(const struct image *image, const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0)
		return -1;
	size_t size = (image->end + PAGE - 1) / PAGE * PAGE;
	int result = 0;
	for (size_t written = 0; result == 0 && written < size;) {
		ssize_t more = write(fd, IMAGE_ADDRESS + written, size - written);
		result = more < 0 ? -1 : 0;
		written += more < 0 ? 0 : (size_t)more;
	}
	return close(fd) < 0 ? -1 : result;
}

/*
 * Reads fd, which is the image's file; the size that it has, or 0. Nearly every page of it is written to
 * in the course of a plan, for objects count their references: as a private mapping, each would cost a
 * fault of its own, which is a quarter of all that a planner takes.
 */
static size_t read_file(int fd)
{
	struct stat stats;
	if (fstat(fd, &stats) < 0 || stats.st_size < (off_t)sizeof(struct image) ||
	    stats.st_size > (off_t)IMAGE_SIZE || stats.st_size % PAGE != 0)
		return 0;
	size_t done = 0, size = (size_t)stats.st_size;
	while (done < size) {
		ssize_t more = read(fd, IMAGE_ADDRESS + done, size - done);
		if (more <= 0)
			return 0;
		done += (size_t)more;
	}
	return size;
}

struct image *load_image(const char *path)
{
	unsigned char build_id[BUILD_ID_SIZE];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return NULL;
	/* The image, and what a plan needs. Where huge pages are not to be had, small ones come instead. */
	if (!reserve())
		return NULL;
	madvise(IMAGE_ADDRESS, HUGE_PAGES, MADV_HUGEPAGE);
	size_t size = read_file(fd);
	close(fd);
	if (size == 0 || own_build_id(build_id) < 0)
		return NULL;
	struct image *image = the_image();
	return memcmp(image->build_id, build_id, BUILD_ID_SIZE) == 0 ? image : NULL;
}
