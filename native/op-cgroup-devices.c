/* The device filter of a cgroup of the unified hierarchy: a BPF program. */
#include "cgroup-tree.h"
#include "executor.h"
#include "syscalls.h"

#include <fcntl.h>
#include <linux/bpf.h>
#include <stdio.h>
#include <string.h>

enum { INSTRUCTION_SIZE = 8, PROGRAM_LIMIT = 64, LOG_SIZE = 64 * 1024 };

/* The programs attached to a cgroup, and how. */
struct attached {
	uint32_t flags;
	uint32_t count;
	uint32_t ids[PROGRAM_LIMIT];
};

static uint64_t address_of(const void *data)
{
	return (uint64_t)(uintptr_t)data;
}

static int load_program(struct context *ctx, struct bytes program)
{
	static char log[LOG_SIZE];
	union bpf_attr request;
	memset(&request, 0, sizeof request);
	request.prog_type = BPF_PROG_TYPE_CGROUP_DEVICE;
	request.insns = address_of(program.data);
	request.insn_cnt = program.length / INSTRUCTION_SIZE;
	request.license = address_of("Apache-2.0");
	snprintf(request.prog_name, sizeof request.prog_name, "pelagos");
	int fd = sys_bpf(BPF_PROG_LOAD, &request, sizeof request);
	/* EPERM is a missing right; for all else the verifier is asked for its words. */
	if (fd >= 0 || fd == -EPERM)
		return fd;
	request.log_level = 1;
	request.log_buf = address_of(log);
	request.log_size = sizeof log;
	log[0] = '\0';
	fd = sys_bpf(BPF_PROG_LOAD, &request, sizeof request);
	return fd >= 0 ? fd : fail_with(ctx, fd, "%.1024s", log);
}

static int query(int cgroup, struct attached *attached)
{
	union bpf_attr request;
	memset(&request, 0, sizeof request);
	request.query.target_fd = (uint32_t)cgroup;
	request.query.attach_type = BPF_CGROUP_DEVICE;
	request.query.prog_ids = address_of(attached->ids);
	request.query.prog_cnt = PROGRAM_LIMIT;
	int error = sys_bpf(BPF_PROG_QUERY, &request, sizeof request);
	attached->flags = request.query.attach_flags;
	attached->count = request.query.prog_cnt;
	return error;
}

static int open_program(uint32_t id)
{
	union bpf_attr request;
	memset(&request, 0, sizeof request);
	request.prog_id = id;
	return sys_bpf(BPF_PROG_GET_FD_BY_ID, &request, sizeof request);
}

/* replaced: a program attached with BPF_F_ALLOW_MULTI, or -1. */
static int attach(int cgroup, int program, uint32_t flags, int replaced)
{
	union bpf_attr request;
	memset(&request, 0, sizeof request);
	request.target_fd = (uint32_t)cgroup;
	request.attach_bpf_fd = (uint32_t)program;
	request.attach_type = BPF_CGROUP_DEVICE;
	request.attach_flags = flags;
	if (replaced >= 0) {
		request.attach_flags |= BPF_F_REPLACE;
		request.replace_bpf_fd = (uint32_t)replaced;
	}
	return sys_bpf(BPF_PROG_ATTACH, &request, sizeof request);
}

static int detach(int cgroup, uint32_t id)
{
	union bpf_attr request;
	int program = open_program(id);
	if (program < 0)
		return program;
	memset(&request, 0, sizeof request);
	request.target_fd = (uint32_t)cgroup;
	request.attach_bpf_fd = (uint32_t)program;
	request.attach_type = BPF_CGROUP_DEVICE;
	int error = sys_bpf(BPF_PROG_DETACH, &request, sizeof request);
	close(program);
	return error;
}

/* At no moment is the cgroup without a filter. */
static int replace(int cgroup, int program)
{
	struct attached attached;
	int error = query(cgroup, &attached);
	if (error != 0)
		return error;
	bool multi = attached.count == 0 || (attached.flags & BPF_F_ALLOW_MULTI) != 0;
	if (!multi)
		return attach(cgroup, program, attached.flags, -1);
	int replaced = attached.count == 0 ? -1 : open_program(attached.ids[0]);
	if (attached.count > 0 && replaced < 0)
		return replaced;
	error = attach(cgroup, program, BPF_F_ALLOW_MULTI, replaced);
	if (replaced >= 0)
		close(replaced);
	/* Several are in force together: those that others left would still refuse. */
	for (uint32_t i = 1; error == 0 && i < attached.count; i++)
		error = detach(cgroup, attached.ids[i]);
	return error;
}

int op_cgroup_devices(struct context *ctx, const struct op_cgroup_devices *arg)
{
	if (arg->program.length == 0 || arg->program.length % INSTRUCTION_SIZE != 0)
		return -EINVAL;
	int cgroup = open_cgroup(AT_FDCWD, arg->path);
	if (cgroup < 0)
		return cgroup;
	int program = load_program(ctx, arg->program);
	int error = program < 0 ? program : replace(cgroup, program);
	if (program >= 0)
		close(program);
	close(cgroup);
	return error;
}
