#ifndef PELAGOS_CHECKSUM_H
#define PELAGOS_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/* 64-bit FNV-1a: tells a torn file from a whole one, and protects from nothing else. */
static inline uint64_t checksum(const uint8_t *data, size_t size)
{
	uint64_t hash = 0xcbf29ce484222325u;
	for (size_t i = 0; i < size; i++)
		hash = (hash ^ data[i]) * 0x100000001b3u;
	return hash;
}

#endif
