import type { OptionRow } from './option-row.ts';

const number = (name: string, describe: string): OptionRow => ({ name, value: 'N', describe });
const bytes = (name: string, describe: string): OptionRow => ({ name, value: 'BYTES', describe });
const text = (name: string, value: string, describe: string): OptionRow => ({
  name,
  value,
  describe,
});
const obsolete = (name: string): OptionRow => ({
  ...bytes(name, 'as in config.json: the kernel has no such limit any more'),
  hidden: true,
});

/** Source: runc-update(8). */
export const updateOptions: readonly OptionRow[] = [
  {
    name: 'resources',
    short: 'r',
    value: 'FILE',
    describe:
      'read linux.resources as JSON from FILE, or from standard input (-); the others are ignored',
  },
  number('blkio-weight', 'weight of block I/O, 10 to 1000'),
  number('cpu-period', 'period of the CPU quota in microseconds'),
  number('cpu-quota', 'CPU time in a period in microseconds; -1: no limit'),
  number('cpu-burst', 'CPU time above the quota, saved up, in microseconds'),
  number('cpu-share', 'weight of CPU time, 2 to 262144'),
  number('cpu-rt-period', 'period of the real-time quota in microseconds'),
  number('cpu-rt-runtime', 'real time in a period in microseconds'),
  number('cpu-idle', '1: run only when nothing else does; 0: not so'),
  text('cpuset-cpus', 'LIST', 'processors to run on, such as 0-3,7'),
  text('cpuset-mems', 'LIST', 'memory nodes to use, such as 0,1'),
  bytes('memory', 'limit of memory, also as 512m or 2g; -1: none'),
  bytes('memory-reservation', 'memory that is left to it when memory is short'),
  bytes('memory-swap', 'limit of memory and swap together; -1: none'),
  obsolete('kernel-memory'),
  obsolete('kernel-memory-tcp'),
  number('pids-limit', 'limit of processes and threads; -1: none'),
  text('l3-cache-schema', 'TEXT', 'schemata of the L3 cache (resctrl)'),
  text('mem-bw-schema', 'TEXT', 'schemata of the memory bandwidth (resctrl)'),
];
