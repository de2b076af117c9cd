/* SHA-256 (FIPS 180-4). */
#include "host.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { BLOCK_SIZE = 64, WORDS = 8, ROUNDS = 64, LENGTH_SIZE = 8 };

static const uint32_t round_constants[ROUNDS] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotate(uint32_t value, unsigned bits)
{
	return value >> bits | value << (32 - bits);
}

static uint32_t big_endian(const uint8_t *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void add_block(uint32_t state[static WORDS], const uint8_t *block)
{
	uint32_t schedule[ROUNDS], v[WORDS];
	for (int i = 0; i < 16; i++)
		schedule[i] = big_endian(block + 4 * i);
	for (int i = 16; i < ROUNDS; i++) {
		uint32_t early = schedule[i - 15], late = schedule[i - 2];
		schedule[i] = schedule[i - 16] + schedule[i - 7] +
			      (rotate(early, 7) ^ rotate(early, 18) ^ early >> 3) +
			      (rotate(late, 17) ^ rotate(late, 19) ^ late >> 10);
	}
	memcpy(v, state, sizeof v);
	/* Each round moves all letters on by one: here the letters stay, and their numbers move. */
#define LETTER(number) v[((number) - i) % WORDS]
#pragma GCC unroll 8
	for (unsigned i = 0; i < ROUNDS; i++) {
		uint32_t a = LETTER(0), b = LETTER(1), c = LETTER(2);
		uint32_t e = LETTER(4), f = LETTER(5), g = LETTER(6);
		uint32_t one = LETTER(7) + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
			       ((e & f) ^ (~e & g)) + round_constants[i] + schedule[i];
		uint32_t two = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
		LETTER(3) += one;
		LETTER(7) = one + two;
	}
#undef LETTER
	for (int i = 0; i < WORDS; i++)
		state[i] += v[i];
}

/* The rest of the data, the bit behind it and the number of bits: one block or two. */
static void add_end(uint32_t state[static WORDS], const uint8_t *rest, size_t size, uint64_t all)
{
	uint8_t blocks[2 * BLOCK_SIZE] = {0};
	size_t length = size + 1 + LENGTH_SIZE <= BLOCK_SIZE ? BLOCK_SIZE : sizeof blocks;
	memcpy(blocks, rest, size);
	blocks[size] = 0x80;
	for (int i = 0; i < LENGTH_SIZE; i++)
		blocks[length - 1 - (size_t)i] = (uint8_t)(all * 8 >> (8 * i));
	for (size_t at = 0; at < length; at += BLOCK_SIZE)
		add_block(state, blocks + at);
}

/* (bytes): the digest in hexadecimal. */
static JSValue sha256(JSContext *context, JSValueConst this, int count, JSValueConst *values)
{
	(void)this, (void)count;
	uint32_t state[WORDS] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
				 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
	char digits[8 * WORDS + 1];
	size_t size, at = 0;
	const uint8_t *bytes = JS_GetUint8Array(context, &size, values[0]);
	if (bytes == NULL)
		return JS_EXCEPTION;
	for (; size - at >= BLOCK_SIZE; at += BLOCK_SIZE)
		add_block(state, bytes + at);
	add_end(state, bytes + at, size - at, size);
	for (int i = 0; i < WORDS; i++)
		snprintf(digits + 8 * i, 9, "%08x", state[i]);
	return JS_NewString(context, digits);
}

const struct host_function digest_functions[] = {{"sha256", sha256, 1}, {NULL, NULL, 0}};
