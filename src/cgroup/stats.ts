/**
 * What a container uses, in the shape of the events of runc (types/events.go), which its callers
 * decode. A number that is 0 may be left out wherever a property is optional. Times are nanoseconds,
 * sizes are bytes.
 */
export interface CgroupStats {
  readonly cpu: CpuStats;
  readonly cpuset: CpusetStats;
  readonly memory: MemoryStats;
  readonly pids: PidsStats;
  readonly blkio: BlockIoStats;
  /** By page size: `2MB`. */
  readonly hugetlb: Readonly<Record<string, HugePageStats>>;
}

/** Pressure stall information (accounting/psi.rst): per cent of the time, and microseconds in all. */
export type Pressure = Readonly<Record<'some' | 'full', PressureLine>>;

export type PressureLine = {
  readonly avg10: number;
  readonly avg60: number;
  readonly avg300: number;
  readonly total: bigint;
};

export type CpuStats = {
  readonly usage: {
    readonly total?: bigint | undefined;
    readonly percpu?: readonly bigint[] | undefined;
    readonly percpu_kernel?: readonly bigint[] | undefined;
    readonly percpu_user?: readonly bigint[] | undefined;
    readonly kernel: bigint;
    readonly user: bigint;
  };
  readonly throttling: {
    readonly periods?: bigint | undefined;
    readonly throttledPeriods?: bigint | undefined;
    readonly throttledTime?: bigint | undefined;
  };
  readonly psi?: Pressure | undefined;
};

export type CpusetStats = {
  readonly cpus?: readonly number[] | undefined;
  readonly cpu_exclusive: bigint;
  readonly mems?: readonly number[] | undefined;
  readonly mem_hardwall: bigint;
  readonly mem_exclusive: bigint;
  readonly memory_migrate: bigint;
  readonly memory_spread_page: bigint;
  readonly memory_spread_slab: bigint;
  readonly memory_pressure: bigint;
  readonly sched_load_balance: bigint;
  readonly sched_relax_domain_level: bigint;
};

export type MemoryEntry = {
  readonly limit: bigint;
  readonly usage?: bigint | undefined;
  readonly max?: bigint | undefined;
  readonly failcnt: bigint;
};

export type MemoryStats = {
  readonly cache?: bigint | undefined;
  readonly usage: MemoryEntry;
  /** Memory and swap together, on both versions. */
  readonly swap: MemoryEntry;
  readonly kernel: MemoryEntry;
  readonly kernelTCP: MemoryEntry;
  /** memory.stat. */
  readonly raw?: Readonly<Record<string, bigint>> | undefined;
  readonly psi?: Pressure | undefined;
};

export type PidsStats = {
  readonly current?: bigint | undefined;
  /** Absent: no limit. */
  readonly limit?: bigint | undefined;
};

export type BlockIoEntry = {
  readonly major?: bigint | undefined;
  readonly minor?: bigint | undefined;
  readonly op?: string | undefined;
  readonly value?: bigint | undefined;
};

export type BlockIoTable =
  | 'ioServiceBytesRecursive'
  | 'ioServicedRecursive'
  | 'ioQueueRecursive'
  | 'ioServiceTimeRecursive'
  | 'ioWaitTimeRecursive'
  | 'ioMergedRecursive'
  | 'ioTimeRecursive'
  | 'sectorsRecursive';

export type BlockIoStats = Readonly<
  Partial<Record<BlockIoTable, readonly BlockIoEntry[] | undefined>>
> & { readonly psi?: Pressure | undefined };

export type HugePageStats = {
  readonly usage?: bigint | undefined;
  readonly max?: bigint | undefined;
  readonly failcnt: bigint;
};

export const noMemory: MemoryEntry = { limit: 0n, failcnt: 0n };

export const noCpuset: CpusetStats = {
  cpu_exclusive: 0n,
  mem_hardwall: 0n,
  mem_exclusive: 0n,
  memory_migrate: 0n,
  memory_spread_page: 0n,
  memory_spread_slab: 0n,
  memory_pressure: 0n,
  sched_load_balance: 0n,
  sched_relax_domain_level: 0n,
};
