import type { OpDefinition } from '../field-types.ts';

/** Ops on cgroup directories; limits themselves are writeKernelFile (native/op-cgroup.c). */
export const cgroupOps = {
  cgroupCreate: {
    doc: 'Makes the cgroup directory path and its missing parents. cpuset: fills an empty cpuset.cpus and cpuset.mems of each directory made and of the leaf from the nearest directory above where they are not empty, and all between (v1). The leaf must not exist (EEXIST), or, where found is set, exist (ENOENT), hold no process and not be frozen (EBUSY). out: the directory as O_PATH|O_DIRECTORY, fit for CLONE_INTO_CGROUP.',
    fields: { path: 'string', cpuset: 'bool', found: 'bool', out: 'out' },
  },
  cgroupOpen: {
    doc: 'Opens the unified cgroup path as O_PATH|O_DIRECTORY, fit for CLONE_INTO_CGROUP; where it is gone, or hands controllers down so that no process may be in it, the cgroup that process pid is in, below mount, which shows the cgroup root (`/` but in a container).',
    fields: { path: 'string', mount: 'string', root: 'string', pid: 'slot', out: 'out' },
  },
  cgroupEnter: {
    doc: 'Moves the calling process, which has one thread, into the v1 cgroup path by writing 0 to its file tasks. A pid written to cgroup.procs makes the kernel wait until no process of the machine forks or exits (about 10 ms).',
    fields: { path: 'string' },
  },
  cgroupExpect: {
    doc: 'Compares the file cgroup of process pid in procfs with lines: each has to be there behind the number that begins a line (CONTROLLERS:PATH). ECHILD, the detail telling both, where one is not.',
    fields: { pid: 'slot', lines: 'strings' },
  },
  cgroupKill: {
    doc: 'Sends signal to every process in path and below, until none is left (SIGKILL: cgroup.kill where it is, else freeze, signal, thaw, repeated) or timeout milliseconds have passed (EBUSY, detail lists the survivors: pid, comm, state, and the kernel function that each waits in). Another signal is sent once. freezer: the directory of the v1 freezer hierarchy, or empty.',
    fields: { path: 'string', freezer: 'string', signal: 'u32', timeout: 'u32' },
  },
  cgroupSettle: {
    doc: 'Writes data to the file path of a cgroup, and again while processes are born, until its file state has the line wanted; ETIMEDOUT after timeout milliseconds, with what state has instead as the detail.',
    fields: { path: 'string', data: 'string', state: 'string', wanted: 'string', timeout: 'u32' },
  },
  cgroupRemove: {
    doc: 'Removes the cgroup path and its sub-cgroups, deepest first, retrying EBUSY until timeout milliseconds, then with the processes left as the detail; absent is success.',
    fields: { path: 'string', timeout: 'u32' },
  },
  cgroupFollow: {
    doc: 'Until the process descriptor says that the process has ended, or nobody reads the standard output any more: runs every each interval milliseconds, and grown when the number behind key and a space in the file counter (empty or absent: none) has grown. The kernel tells of that where the file can be polled for POLLPRI (v2); where it cannot, look is the longest time in milliseconds between two looks (0: none is needed). A failure after the end of the process is none.',
    fields: {
      process: 'slot',
      interval: 'u32',
      every: 'ops',
      counter: 'string',
      key: 'string',
      look: 'u32',
      grown: 'ops',
    },
  },
  awaitGone: {
    doc: 'Waits until nothing is at path, which somebody else is to remove: ETIMEDOUT after timeout milliseconds.',
    fields: { path: 'string', timeout: 'u32' },
  },
  cgroupDevices: {
    doc: 'Loads program (BPF_PROG_TYPE_CGROUP_DEVICE instructions) and attaches it to the v2 cgroup path, replacing in one step the program that was attached there.',
    fields: { path: 'string', program: 'bytes' },
  },
} as const satisfies Record<string, OpDefinition>;
