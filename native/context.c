/* Slots, and the texts that are made of them. */
#include "executor.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

int slot_fd(const struct context *ctx, slot_t slot)
{
	if (slot == NO_SLOT)
		return -EBADF;
	int64_t value = ctx->slots[slot];
	return value < 0 || value > INT_MAX ? -EBADF : (int)value;
}

void slot_set(struct context *ctx, slot_t slot, int64_t value)
{
	if (slot != NO_SLOT)
		ctx->slots[slot] = value;
}

/* The part as text: the literal, or the slot's value written to number. */
static const char *part_text(const struct context *ctx, const struct text_part *part,
			     char number[static 24])
{
	if (part->literal != NULL)
		return part->literal;
	snprintf(number, 24, "%lld", (long long)ctx->slots[part->slot]);
	return number;
}

int format_text(const struct context *ctx, const struct text *text, char *buffer, size_t size)
{
	size_t used = 0;
	if (size == 0)
		return -ENAMETOOLONG;
	for (uint32_t i = 0; i < text->count; i++) {
		char number[24];
		const char *part = part_text(ctx, &text->parts[i], number);
		size_t length = strlen(part);
		if (length >= size - used)
			return -ENAMETOOLONG;
		memcpy(buffer + used, part, length);
		used += length;
	}
	buffer[used] = '\0';
	return 0;
}

static bool is_literal(const struct text *text)
{
	return text->count == 1 && text->parts[0].literal != NULL;
}

int expand_text(const struct context *ctx, const struct text *text, const char **data, size_t *length)
{
	size_t size = 0;
	char number[24];
	if (is_literal(text)) {
		*data = text->parts[0].literal;
		*length = strlen(*data);
		return 0;
	}
	for (uint32_t i = 0; i < text->count; i++)
		size += strlen(part_text(ctx, &text->parts[i], number));
	char *memory = mmap(NULL, size + 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory == MAP_FAILED)
		return -errno;
	*data = memory;
	*length = size;
	return format_text(ctx, text, memory, size + 1);
}

void free_text(const struct text *text, const char *data, size_t length)
{
	if (!is_literal(text))
		(void)munmap((void *)(uintptr_t)data, length + 1);
}

int fail_with(struct context *ctx, int error, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(ctx->detail, sizeof ctx->detail, format, arguments);
	va_end(arguments);
	return error;
}
