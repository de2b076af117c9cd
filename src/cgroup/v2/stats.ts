import {
  keyedNumbers,
  NO_LIMIT,
  numberOf,
  numberOrZero,
  type ReadStat,
  unlessEmpty,
  unlessZero,
} from '../stat-texts.ts';
import {
  type BlockIoEntry,
  type BlockIoStats,
  type CpuStats,
  type HugePageStats,
  type MemoryEntry,
  type MemoryStats,
  noMemory,
  type PidsStats,
  type Pressure,
  type PressureLine,
} from '../stats.ts';

/** cpu.stat counts microseconds. */
const MICROSECOND = 1000n;

/** cpu.stat (cgroup-v2.rst); it is there without the controller too. */
export function cpuStats(read: ReadStat): CpuStats {
  const stat = keyedNumbers(read('cpu.stat'));
  const time = (key: string): bigint => (stat.get(key) ?? 0n) * MICROSECOND;
  return {
    usage: {
      total: unlessZero(time('usage_usec')),
      kernel: time('system_usec'),
      user: time('user_usec'),
    },
    throttling: {
      periods: unlessZero(stat.get('nr_periods')),
      throttledPeriods: unlessZero(stat.get('nr_throttled')),
      throttledTime: unlessZero(time('throttled_usec')),
    },
    psi: pressure(read('cpu.pressure')),
  };
}

/** memory.*: swap is memory and swap together, as version 1 counts it, so it has no highest value. */
export function memoryStats(read: ReadStat): MemoryStats {
  const raw = keyedNumbers(read('memory.stat'));
  const memory = memoryEntry(read, 'memory');
  const swap = memoryEntry(read, 'memory.swap');
  const both: MemoryEntry = {
    limit: swap.limit === NO_LIMIT ? NO_LIMIT : swap.limit + memory.limit,
    usage: unlessZero((swap.usage ?? 0n) + (memory.usage ?? 0n)),
    failcnt: 0n,
  };
  return {
    cache: unlessZero(raw.get('file')),
    usage: memory,
    swap: both.limit > NO_LIMIT ? { ...both, limit: NO_LIMIT } : both,
    kernel: noMemory,
    kernelTCP: noMemory,
    ...(raw.size > 0 && { raw: Object.fromEntries(raw) }),
    psi: pressure(read('memory.pressure')),
  };
}

function memoryEntry(read: ReadStat, prefix: string): MemoryEntry {
  return {
    limit: numberOrZero(read(`${prefix}.max`)),
    usage: unlessZero(numberOf(read(`${prefix}.current`))),
    max: unlessZero(numberOf(read(`${prefix}.peak`))),
    failcnt: 0n,
  };
}

/** pids.*, or the processes one by one where the controller is not enabled. */
export function pidsStats(read: ReadStat): PidsStats {
  const current = numberOf(read('pids.current'));
  if (current === undefined) {
    const processes = (read('cgroup.procs') ?? '').split('\n').length - 1;
    return { current: unlessZero(BigInt(Math.max(0, processes))) };
  }
  const limit = numberOf(read('pids.max'));
  return {
    current: unlessZero(current),
    limit: limit === NO_LIMIT ? undefined : unlessZero(limit),
  };
}

const operations = {
  rbytes: ['ioServiceBytesRecursive', 'Read'],
  wbytes: ['ioServiceBytesRecursive', 'Write'],
  rios: ['ioServicedRecursive', 'Read'],
  wios: ['ioServicedRecursive', 'Write'],
} as const;

/** io.stat: lines `MAJOR:MINOR rbytes=1 wbytes=2 rios=3 wios=4 …`. */
export function blockIoStats(read: ReadStat): BlockIoStats {
  const tables = { ioServiceBytesRecursive: [], ioServicedRecursive: [] } as Record<
    'ioServiceBytesRecursive' | 'ioServicedRecursive',
    BlockIoEntry[]
  >;
  for (const line of (read('io.stat') ?? '').split('\n')) {
    const [, major = '', minor = '', rest = ''] = /^(\d+):(\d+) (.*)$/.exec(line) ?? [];
    for (const [, key = '', number = ''] of rest.matchAll(/(\w+)=(\d+)/g)) {
      const operation = Object.hasOwn(operations, key)
        ? operations[key as keyof typeof operations]
        : undefined;
      if (operation === undefined) continue;
      const device = { major: unlessZero(BigInt(major)), minor: unlessZero(BigInt(minor)) };
      const [table, op] = operation;
      tables[table].push({ ...device, op, value: unlessZero(BigInt(number)) });
    }
  }
  return {
    ioServiceBytesRecursive: unlessEmpty(tables.ioServiceBytesRecursive),
    ioServicedRecursive: unlessEmpty(tables.ioServicedRecursive),
    psi: pressure(read('io.pressure')),
  };
}

/** hugetlb.*: what is reserved, where the kernel (5.7) tells it. */
export function hugePageStats(
  read: ReadStat,
  sizes: readonly string[],
): Readonly<Record<string, HugePageStats>> {
  const entries = sizes.flatMap((size) => {
    const usage = read(`hugetlb.${size}.rsvd.current`) ?? read(`hugetlb.${size}.current`);
    if (usage === undefined) return [];
    const failcnt = keyedNumbers(read(`hugetlb.${size}.events`)).get('max') ?? 0n;
    return [[size, { usage: unlessZero(numberOf(usage)), failcnt }] as const];
  });
  return Object.fromEntries(entries);
}

const pressureLine =
  /^(some|full) avg10=(\d+\.\d+) avg60=(\d+\.\d+) avg300=(\d+\.\d+) total=(\d+)$/;
const noPressure: PressureLine = { avg10: 0, avg60: 0, avg300: 0, total: 0n };

/** undefined: the kernel does not measure it, or does not do so here. */
export function pressure(text: string | undefined): Pressure | undefined {
  if (text === undefined) return undefined;
  const lines = { some: noPressure, full: noPressure };
  for (const line of text.split('\n')) {
    const [, kind, avg10, avg60, avg300, total = ''] = pressureLine.exec(line) ?? [];
    if (kind !== 'some' && kind !== 'full') continue;
    lines[kind] = {
      avg10: Number(avg10),
      avg60: Number(avg60),
      avg300: Number(avg300),
      total: BigInt(total),
    };
  }
  return lines;
}
