/*
 * System calls newer than a profile. A profile that forbids what it does not name answers EPERM to a call
 * that did not exist when it was written, and a C library that tries the new call first then fails
 * instead of using the old one: it waits for ENOSYS. So, as runc has it, a few instructions before the
 * filter answer ENOSYS to every number above the largest that the profile names for the architecture.
 */
#ifndef PELAGOS_SECCOMP_NEWER_H
#define PELAGOS_SECCOMP_NEWER_H

#include <stddef.h>
#include <stdint.h>

enum { NEWER_ARCHS_MAX = 32, NEWER_INSTRUCTIONS_MAX = 8 * NEWER_ARCHS_MAX };

/* The largest number named for each architecture (libseccomp's token); -1 while there is none. */
struct newer_calls {
	uint32_t count;
	struct {
		uint32_t token;
		int64_t last;
	} archs[NEWER_ARCHS_MAX];
};

/* struct sock_filter of the kernel. */
struct bpf_instruction {
	uint16_t code;
	uint8_t jump_true;
	uint8_t jump_false;
	uint32_t value;
};

/* An architecture of the filter, known already or not; more than fit are left out. */
void newer_add_arch(struct newer_calls *calls, uint32_t token);
void newer_add_call(struct newer_calls *calls, const char *name);

/* Writes the instructions, which fall through to what follows them, and returns how many they are. */
size_t newer_program(const struct newer_calls *calls,
		     struct bpf_instruction program[static NEWER_INSTRUCTIONS_MAX]);

#endif
