#ifndef PELAGOS_CHECKSUM_H
#define PELAGOS_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * As 64-bit FNV-1a, but of eight bytes at a time: tells a torn file from a whole one, and protects from
 * nothing else. Each verb that runs ahead reads some 20 KB so.
 */
static inline uint64_t checksum(const uint8_t *data, size_t size)
{
	uint64_t hash = 0xcbf29ce484222325u;
	size_t i = 0;
	for (uint64_t word; size - i >= sizeof word; i += sizeof word) {
		memcpy(&word, data + i, sizeof word);
		hash = (hash ^ word) * 0x100000001b3u;
		/* The product moves what differs up alone. */
		hash ^= hash >> 32;
	}
	for (; i < size; i++)
		hash = (hash ^ data[i]) * 0x100000001b3u;
	return hash;
}

#endif
