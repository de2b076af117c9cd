#include "why-exec-failed.h"

#include <string.h>

enum {
	ELF_CLASS_32 = 1,
	ELF_BIG_ENDIAN = 2,
	ELF_MACHINE_AT = 18,
	PROGRAM_INTERPRETER = 3,
	PROGRAM_HEADERS_MAX = 64,
};

/* The bytes that were read, in the file's own byte order. */
struct image {
	const uint8_t *data;
	size_t length;
	bool big;
};

static const struct {
	uint32_t machine;
	const char *name;
} machines[] = {
	{3, "x86"}, {4, "m68k"}, {8, "mips"}, {20, "ppc"}, {21, "ppc64"}, {22, "s390x"}, {40, "arm"},
	{43, "sparc64"}, {62, "x86_64"}, {183, "aarch64"}, {243, "riscv"}, {258, "loongarch"},
};

const char *machine_name(uint32_t machine)
{
	for (size_t i = 0; i < sizeof machines / sizeof *machines; i++) {
		if (machines[i].machine == machine)
			return machines[i].name;
	}
	return NULL;
}

/* The number of size bytes at offset; 0 beyond what was read. */
static uint64_t number_at(const struct image *image, uint64_t offset, unsigned int size)
{
	uint64_t value = 0;
	if (offset > image->length || size > image->length - offset)
		return 0;
	for (unsigned int i = 0; i < size; i++) {
		unsigned int shift = (image->big ? size - 1 - i : i) * 8;
		value |= (uint64_t)image->data[offset + i] << shift;
	}
	return value;
}

static void copy_interpreter(const uint8_t *from, size_t length, struct executable_head *head)
{
	if (length >= INTERPRETER_SIZE)
		length = INTERPRETER_SIZE - 1;
	memcpy(head->interpreter, from, length);
	head->interpreter[length] = '\0';
}

/* Takes PT_INTERP of one program header. */
static bool read_loader(const struct image *image, uint64_t header, bool narrow, struct executable_head *head)
{
	if (number_at(image, header, 4) != PROGRAM_INTERPRETER)
		return false;
	uint64_t offset = number_at(image, header + (narrow ? 4 : 8), narrow ? 4 : 8);
	uint64_t length = number_at(image, header + (narrow ? 16 : 32), narrow ? 4 : 8);
	if (offset >= image->length || length > image->length - offset)
		return true;
	const uint8_t *text = image->data + offset;
	const uint8_t *end = memchr(text, '\0', length);
	copy_interpreter(text, end == NULL ? (size_t)length : (size_t)(end - text), head);
	return true;
}

static void read_elf(const uint8_t *data, size_t length, struct executable_head *head)
{
	struct image image = {.data = data, .length = length};
	head->kind = EXECUTABLE_ELF;
	if (length < 20)
		return;
	bool narrow = data[4] == ELF_CLASS_32;
	image.big = data[5] == ELF_BIG_ENDIAN;
	head->machine = (uint32_t)number_at(&image, ELF_MACHINE_AT, 2);
	uint64_t headers = number_at(&image, narrow ? 28 : 32, narrow ? 4 : 8);
	uint64_t size = number_at(&image, narrow ? 42 : 54, 2);
	uint64_t count = number_at(&image, narrow ? 44 : 56, 2);
	/* Within what was read, so that no sum below can wrap around. */
	for (uint64_t i = 0; headers < length && i < count && i < PROGRAM_HEADERS_MAX; i++) {
		if (read_loader(&image, headers + i * size, narrow, head))
			return;
	}
}

/* As the kernel does: blanks after #!, then the name up to a blank or the end of the line. */
static void read_script(const uint8_t *data, size_t length, struct executable_head *head)
{
	size_t start = 2;
	head->kind = EXECUTABLE_SCRIPT;
	const uint8_t *newline = memchr(data, '\n', length);
	size_t end = newline == NULL ? length : (size_t)(newline - data);
	head->carriage_return = end > start && data[end - 1] == '\r';
	while (start < end && (data[start] == ' ' || data[start] == '\t'))
		start++;
	size_t stop = start;
	while (stop < end && data[stop] != ' ' && data[stop] != '\t' && data[stop] != '\r' &&
	       data[stop] != '\0')
		stop++;
	copy_interpreter(data + start, stop - start, head);
}

void read_executable_head(const uint8_t *data, size_t length, struct executable_head *head)
{
	memset(head, 0, sizeof *head);
	if (length == 0)
		head->kind = EXECUTABLE_EMPTY;
	else if (length >= 2 && data[0] == '#' && data[1] == '!')
		read_script(data, length, head);
	else if (length >= 4 && memcmp(data, "\177ELF", 4) == 0)
		read_elf(data, length, head);
	else
		head->kind = EXECUTABLE_OTHER;
}
