import { bitList } from '../../lib/bit-list.ts';
import {
  keyedNumbers,
  numberOf,
  numberOrZero,
  numbersIn,
  type ReadStat,
  unlessEmpty,
  unlessZero,
} from '../stat-texts.ts';
import type {
  CpuStats,
  CpusetStats,
  HugePageStats,
  MemoryEntry,
  MemoryStats,
  PidsStats,
} from '../stats.ts';

/** What cpuacct.stat counts in, in nanoseconds: USER_HZ is 100 on every machine that we know. */
const TICK = 10_000_000n;

/** cpu.stat and the files of cpuacct (cgroup-v1/cpuacct.rst, scheduler/sched-bwc.rst). */
export function cpuStats(read: ReadStat): CpuStats {
  const times = keyedNumbers(read('cpuacct.stat'));
  const throttling = keyedNumbers(read('cpu.stat'));
  const byProcessor = usageByProcessor(read('cpuacct.usage_all'));
  return {
    usage: {
      total: unlessZero(numberOrZero(read('cpuacct.usage'))),
      percpu: unlessEmpty(numbersIn(read('cpuacct.usage_percpu'))),
      percpu_kernel: unlessEmpty(byProcessor.map(({ kernel }) => kernel)),
      percpu_user: unlessEmpty(byProcessor.map(({ user }) => user)),
      kernel: (times.get('system') ?? 0n) * TICK,
      user: (times.get('user') ?? 0n) * TICK,
    },
    throttling: {
      periods: unlessZero(throttling.get('nr_periods')),
      throttledPeriods: unlessZero(throttling.get('nr_throttled')),
      throttledTime: unlessZero(throttling.get('throttled_time')),
    },
  };
}

/** Behind the heading a line for each processor: its number, user and system time. */
function usageByProcessor(text = '') {
  return text.split('\n').flatMap((line) => {
    const [, user, kernel] = numbersIn(line);
    return user === undefined || kernel === undefined ? [] : [{ user, kernel }];
  });
}

/** cgroup-v1/cpusets.rst. */
export function cpusetStats(read: ReadStat): CpusetStats {
  const number = (name: string): bigint => numberOrZero(read(`cpuset.${name}`));
  return {
    cpus: unlessEmpty(bitList(read('cpuset.cpus') ?? '')),
    cpu_exclusive: number('cpu_exclusive'),
    mems: unlessEmpty(bitList(read('cpuset.mems') ?? '')),
    mem_hardwall: number('mem_hardwall'),
    mem_exclusive: number('mem_exclusive'),
    memory_migrate: number('memory_migrate'),
    memory_spread_page: number('memory_spread_page'),
    memory_spread_slab: number('memory_spread_slab'),
    memory_pressure: number('memory_pressure'),
    sched_load_balance: number('sched_load_balance'),
    sched_relax_domain_level: number('sched_relax_domain_level'),
  };
}

/** cgroup-v1/memory.rst. */
export function memoryStats(read: ReadStat): MemoryStats {
  const raw = keyedNumbers(read('memory.stat'));
  return {
    cache: unlessZero(raw.get('cache')),
    usage: memoryEntry(read, 'memory'),
    swap: memoryEntry(read, 'memory.memsw'),
    kernel: memoryEntry(read, 'memory.kmem'),
    kernelTCP: memoryEntry(read, 'memory.kmem.tcp'),
    ...(raw.size > 0 && { raw: Object.fromEntries(raw) }),
  };
}

/** Kernels without swap accounting, or from 5.16 on without kmem limits, lack some of the files. */
function memoryEntry(read: ReadStat, prefix: string): MemoryEntry {
  return {
    limit: numberOrZero(read(`${prefix}.limit_in_bytes`)),
    usage: unlessZero(numberOrZero(read(`${prefix}.usage_in_bytes`))),
    max: unlessZero(numberOrZero(read(`${prefix}.max_usage_in_bytes`))),
    failcnt: numberOrZero(read(`${prefix}.failcnt`)),
  };
}

/** cgroup-v1/pids.rst. */
export function pidsStats(read: ReadStat): PidsStats {
  const limit = read('pids.max')?.trim() === 'max' ? undefined : numberOf(read('pids.max'));
  return { current: unlessZero(numberOf(read('pids.current'))), limit: unlessZero(limit) };
}

/** cgroup-v1/hugetlb.rst; what is reserved counts, where the kernel (5.7) tells it. */
export function hugePageStats(
  read: ReadStat,
  sizes: readonly string[],
): Readonly<Record<string, HugePageStats>> {
  const entries = sizes.flatMap((size) => {
    const prefix = [`hugetlb.${size}.rsvd`, `hugetlb.${size}`].find(
      (name) => read(`${name}.usage_in_bytes`) !== undefined,
    );
    return prefix === undefined ? [] : [[size, hugePageEntry(read, prefix)] as const];
  });
  return Object.fromEntries(entries);
}

function hugePageEntry(read: ReadStat, prefix: string): HugePageStats {
  return {
    usage: unlessZero(numberOf(read(`${prefix}.usage_in_bytes`))),
    max: unlessZero(numberOf(read(`${prefix}.max_usage_in_bytes`))),
    failcnt: numberOrZero(read(`${prefix}.failcnt`)),
  };
}
