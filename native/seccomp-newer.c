#include "seccomp-newer.h"

#include <errno.h>
#include <seccomp.h>
#include <stdbool.h>

enum {
	/* BPF_LD|BPF_W|BPF_ABS, BPF_JMP with JA, JEQ, JGT, JGE and BPF_K, BPF_RET|BPF_K. */
	LOAD = 0x20,
	JUMP = 0x05,
	JUMP_EQUAL = 0x15,
	JUMP_ABOVE = 0x25,
	JUMP_FROM = 0x35,
	RETURN = 0x06,
	/* Offsets in struct seccomp_data. */
	NUMBER_AT = 0,
	ARCH_AT = 4,
	X32_BIT = 0x40000000,
};

void newer_add_arch(struct newer_calls *calls, uint32_t token)
{
	for (uint32_t i = 0; i < calls->count; i++) {
		if (calls->archs[i].token == token)
			return;
	}
	if (calls->count == NEWER_ARCHS_MAX)
		return;
	calls->archs[calls->count].token = token;
	calls->archs[calls->count++].last = -1;
}

void newer_add_call(struct newer_calls *calls, const char *name)
{
	for (uint32_t i = 0; i < calls->count; i++) {
		int number = seccomp_syscall_resolve_name_arch(calls->archs[i].token, name);
		/* Negative: a number of libseccomp's own, the architecture has no such call. */
		if (number >= 0 && number > calls->archs[i].last)
			calls->archs[i].last = number;
	}
}

static int64_t last_of(const struct newer_calls *calls, uint32_t token)
{
	for (uint32_t i = 0; i < calls->count; i++) {
		if (calls->archs[i].token == token)
			return calls->archs[i].last;
	}
	return -1;
}

/* x32 is x86_64 to the kernel, told apart by a bit of the number. */
static bool has_own_section(const struct newer_calls *calls, uint32_t index)
{
	return calls->archs[index].last >= 0 && calls->archs[index].token != SCMP_ARCH_X32;
}

/* How many instructions the section of an architecture has. */
static size_t section_size(uint32_t token)
{
	return token == SCMP_ARCH_X86_64 ? 5 : 3;
}

/*
 * Behind the section of each architecture comes `return ENOSYS`; left counts the instructions from
 * the end of a section to it.
 */
static size_t write_section(const struct newer_calls *calls, uint32_t index, size_t left,
			    struct bpf_instruction *out)
{
	uint32_t token = calls->archs[index].token;
	uint32_t last = (uint32_t)calls->archs[index].last;
	size_t at = 0;
	out[at++] = (struct bpf_instruction){LOAD, 0, 0, NUMBER_AT};
	if (token == SCMP_ARCH_X86_64) {
		int64_t x32 = last_of(calls, SCMP_ARCH_X32);
		/* Numbers of x32, where the profile says nothing of it, are for the filter to refuse. */
		uint32_t last_x32 = x32 < 0 ? UINT32_MAX : (uint32_t)x32 | X32_BIT;
		out[at++] = (struct bpf_instruction){JUMP_FROM, 0, 1, X32_BIT};
		out[at++] = (struct bpf_instruction){JUMP_ABOVE, (uint8_t)(left + 2), 1, last_x32};
	}
	out[at++] = (struct bpf_instruction){JUMP_ABOVE, (uint8_t)(left + 1), 0, last};
	out[at++] = (struct bpf_instruction){JUMP, 0, 0, (uint32_t)left + 1};
	return at;
}

size_t newer_program(const struct newer_calls *calls,
		     struct bpf_instruction program[static NEWER_INSTRUCTIONS_MAX])
{
	size_t sections = 0;
	size_t size = 0;
	for (uint32_t i = 0; i < calls->count; i++) {
		if (has_own_section(calls, i)) {
			sections++;
			size += section_size(calls->archs[i].token);
		}
	}
	if (sections == 0)
		return 0;
	size_t at = 0;
	size_t before = 0;
	program[at++] = (struct bpf_instruction){LOAD, 0, 0, ARCH_AT};
	for (uint32_t i = 0; i < calls->count; i++) {
		if (!has_own_section(calls, i))
			continue;
		/* Past the remaining comparisons and the jump behind them, and the sections before. */
		size_t distance = (sections - at) + 1 + before;
		program[at++] = (struct bpf_instruction){JUMP_EQUAL, (uint8_t)distance, 0, calls->archs[i].token};
		before += section_size(calls->archs[i].token);
	}
	program[at++] = (struct bpf_instruction){JUMP, 0, 0, (uint32_t)size + 1};
	size_t left = size;
	for (uint32_t i = 0; i < calls->count; i++) {
		if (!has_own_section(calls, i))
			continue;
		left -= section_size(calls->archs[i].token);
		at += write_section(calls, i, left, program + at);
	}
	program[at++] = (struct bpf_instruction){RETURN, 0, 0, SCMP_ACT_ERRNO(ENOSYS)};
	return at;
}
