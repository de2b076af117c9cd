/* Limits and scheduling of a process. */
#include "executor.h"
#include "syscalls.h"

#include <string.h>
#include <sys/personality.h>
#include <sys/stat.h>

enum {
	IO_PRIORITY_PROCESS = 1,
	IO_PRIORITY_CLASS_SHIFT = 13,
	/* The kernel's largest CONFIG_NODES_SHIFT is 10; whole words for the system call. */
	NODE_MASK_BYTES = 128,
	CPU_MASK_BYTES = 8192,
};

/* struct rlimit64 and struct sched_attr of the kernel. */
struct limit_pair {
	uint64_t soft;
	uint64_t hard;
};

struct scheduling {
	uint32_t size;
	uint32_t policy;
	uint64_t flags;
	int32_t nice;
	uint32_t priority;
	uint64_t runtime;
	uint64_t deadline;
	uint64_t period;
};

/* The pid in the slot; 0, the caller, without one. */
static int slot_pid(const struct context *ctx, slot_t slot, pid_t *pid)
{
	*pid = slot == NO_SLOT ? 0 : (pid_t)ctx->slots[slot];
	return *pid < 0 ? -ESRCH : 0;
}

int op_rlimit(struct context *ctx, const struct op_rlimit *arg)
{
	const struct limit_pair limit = {.soft = arg->soft, .hard = arg->hard};
	pid_t pid = 0;
	int status = slot_pid(ctx, arg->pid, &pid);
	return status < 0 ? status
			  : result_of(syscall(SYS_prlimit64, pid, arg->resource, &limit, NULL));
}

int op_umask(struct context *ctx, const struct op_umask *arg)
{
	(void)ctx;
	umask(arg->mask);
	return 0;
}

int op_personality(struct context *ctx, const struct op_personality *arg)
{
	(void)ctx;
	return personality(arg->domain) == -1 ? -errno : 0;
}

int op_scheduler(struct context *ctx, const struct op_scheduler *arg)
{
	const struct scheduling scheduling = {
		.size = sizeof scheduling,
		.policy = arg->policy,
		.flags = arg->flags,
		.nice = (int32_t)arg->nice,
		.priority = arg->priority,
		.runtime = arg->runtime,
		.deadline = arg->deadline,
		.period = arg->period,
	};
	(void)ctx;
	return result_of(syscall(SYS_sched_setattr, 0, &scheduling, 0));
}

int op_io_priority(struct context *ctx, const struct op_io_priority *arg)
{
	(void)ctx;
	return result_of(syscall(SYS_ioprio_set, IO_PRIORITY_PROCESS, 0,
				 arg->class << IO_PRIORITY_CLASS_SHIFT | arg->level));
}

int op_memory_policy(struct context *ctx, const struct op_memory_policy *arg)
{
	unsigned long nodes[NODE_MASK_BYTES / sizeof(unsigned long)] = {0};
	if (arg->nodes.length > sizeof nodes)
		return fail_with(ctx, -EINVAL, "the kernel has at most %d memory nodes",
				 NODE_MASK_BYTES * 8);
	if (arg->nodes.length > 0)
		memcpy(nodes, arg->nodes.data, arg->nodes.length);
	/* The kernel takes one from the count of bits; no nodes at all is count 0. */
	unsigned long bits = arg->nodes.length == 0 ? 0 : arg->nodes.length * 8UL + 1;
	return result_of(syscall(SYS_set_mempolicy, (long)(int32_t)arg->mode, bits == 0 ? NULL : nodes, bits));
}

int op_affinity(struct context *ctx, const struct op_affinity *arg)
{
	unsigned long cpus[CPU_MASK_BYTES / sizeof(unsigned long)] = {0};
	pid_t pid = 0;
	if (arg->cpus.length > sizeof cpus)
		return fail_with(ctx, -EINVAL, "the kernel has at most %d CPUs", CPU_MASK_BYTES * 8);
	if (arg->cpus.length > 0)
		memcpy(cpus, arg->cpus.data, arg->cpus.length);
	else
		memset(cpus, 0xff, sizeof cpus);
	int status = slot_pid(ctx, arg->pid, &pid);
	return status < 0 ? status : result_of(syscall(SYS_sched_setaffinity, pid, sizeof cpus, cpus));
}
