/* UTF-8 as WHATWG's Encoding has it. */
#ifndef PELAGOS_QUICK_UTF8_H
#define PELAGOS_QUICK_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* No byte becomes more than one replacement character. */
enum { LARGEST_REPAIR = 3 };

/* The number of leading bytes that are UTF-8. */
size_t valid_utf8(const uint8_t *bytes, size_t size);

/*
 * Copies the bytes to another place of LARGEST_REPAIR times their size, a replacement character for each
 * maximal subpart that is no UTF-8: the size of what is written.
 */
size_t repair_utf8(uint8_t *to, const uint8_t *bytes, size_t size);

/* Half a pair of UTF-16, which an engine writes as if it were a character, becomes a replacement. */
void replace_surrogates(uint8_t *text, size_t size);

#endif
