#ifndef PELAGOS_CHECKSUM_H
#define PELAGOS_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* One to one in each of the two; a product alone would only move up what differs. */
static inline uint64_t checksum_step(uint64_t hash, uint64_t word)
{
	hash ^= word;
	return (hash << 29 | hash >> 35) * 0x9e3779b97f4a7c15u;
}

/*
 * Tells a torn file from a whole one, and protects from nothing else. Each verb that runs ahead reads some
 * 20 KB so: four words at a time, of which none waits for another.
 */
static inline uint64_t checksum(const uint8_t *data, size_t size)
{
	uint64_t a = 1, b = 2, c = 3, d = 4, words[4];
	const uint8_t *at = data, *end = data + size;
	for (; (size_t)(end - at) >= sizeof words; at += sizeof words) {
		memcpy(words, at, sizeof words);
		a = checksum_step(a, words[0]);
		b = checksum_step(b, words[1]);
		c = checksum_step(c, words[2]);
		d = checksum_step(d, words[3]);
	}
	for (; at < end; at++)
		a = checksum_step(a, *at);
	return checksum_step(checksum_step(checksum_step(checksum_step(size, a), b), c), d);
}

#endif
