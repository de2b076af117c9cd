import type { OpDefinition } from '../field-types.ts';

/** Ops on identity, privileges and limits of the calling process (native/op-credentials.c, op-limits.c, op-seccomp.c). */
export const credentialsOps = {
  setGroups: {
    doc: 'setgroups(2) with exactly groups (the empty list too).',
    fields: { groups: 'u32s' },
  },
  setIds: {
    doc: 'setresgid(2), then setresuid(2), each read back and compared.',
    fields: { uid: 'u32', gid: 'u32' },
  },
  keepCapabilities: {
    doc: 'PR_SET_KEEPCAPS: permitted capabilities survive the next change of uid.',
    fields: { keep: 'bool' },
  },
  boundingSet: {
    doc: 'Drops from the bounding set every capability that the kernel knows and mask lacks.',
    fields: { mask: 'u64' },
  },
  expectCapabilities: {
    doc: 'Fails with ESTALE unless these are the effective capabilities of the executor.',
    fields: { effective: 'u64' },
  },
  capabilities: {
    doc: 'capset(2). Bits the process may not have are dropped first when clamp (they were warned of), else the kernel refuses with EPERM.',
    fields: { effective: 'u64', permitted: 'u64', inheritable: 'u64', clamp: 'bool' },
  },
  ambientSet: {
    doc: 'Clears the ambient set and raises each capability of mask; those not permitted or inheritable are left out when clamp.',
    fields: { mask: 'u64', clamp: 'bool' },
  },
  noNewPrivileges: { doc: 'PR_SET_NO_NEW_PRIVS.', fields: {} },
  setDumpable: { doc: 'PR_SET_DUMPABLE.', fields: { dumpable: 'bool' } },
  joinKeyring: {
    doc: 'Joins a fresh session keyring, anonymous and searchable by its possessor only, so that nobody else can join it.',
    fields: {},
  },
  chownStdio: {
    doc: 'fchown(2)s 0, 1 and 2 to uid, except null devices; EINVAL, EPERM and EROFS are ignored (pipes, read-only descriptors).',
    fields: { uid: 'u32' },
  },
  rlimit: {
    doc: 'prlimit(2) of resource for pid (NONE: the caller).',
    fields: { pid: 'slot', resource: 'u32', soft: 'u64', hard: 'u64' },
  },
  umask: { doc: 'umask(2).', fields: { mask: 'u32' } },
  personality: { doc: 'personality(2).', fields: { domain: 'u32' } },
  scheduler: {
    doc: "sched_setattr(2) for the caller; nice is two's complement.",
    fields: {
      policy: 'u32',
      nice: 'u32',
      priority: 'u32',
      flags: 'u64',
      runtime: 'u64',
      deadline: 'u64',
      period: 'u64',
    },
  },
  ioPriority: { doc: 'ioprio_set(2) for the caller.', fields: { class: 'u32', level: 'u32' } },
  memoryPolicy: {
    doc: 'set_mempolicy(2) of mode (flags included) with the node bit mask nodes (little-endian bytes).',
    fields: { mode: 'u32', nodes: 'bytes' },
  },
  affinity: {
    doc: 'sched_setaffinity(2) for pid (NONE: the caller) with the CPU bit mask cpus (little-endian bytes; none: every CPU that its cgroup allows).',
    fields: { pid: 'slot', cpus: 'bytes' },
  },
  compileSeccomp: {
    doc: 'Puts the compiled BPF of profile (the text src/fields/linux/seccomp writes) into a descriptor: from the cache file (a regular file of the own uid, not writable by others), else by the helper seccomp-compile beside the planner, whose output is then put into the cache atomically; of more than 256 files the one that was not read for longest is removed. An empty cache path means no cache.',
    fields: { profile: 'string', cache: 'string', out: 'out' },
  },
  loadSeccomp: {
    doc: 'seccomp(2) SECCOMP_SET_MODE_FILTER of the compiled program with flags; the listener descriptor goes to outListener where flags ask for one.',
    fields: { program: 'slot', flags: 'u32', outListener: 'out' },
  },
} as const satisfies Record<string, OpDefinition>;
