import { bitMask } from '../../lib/bit-list.ts';
import type { BusValue, Variant } from '../../lib/bus-message.ts';
import type { CgroupSetting } from '../lowering.ts';

/** A property of a unit (org.freedesktop.systemd1(5)). */
export interface UnitProperty extends Variant {
  readonly name: string;
}

/** USEC_INFINITY, CGROUP_LIMIT_MAX: no limit. */
const INFINITY = (1n << 64n) - 1n;
const DEFAULT_PERIOD = 100_000n;
const MICROSECONDS = 1_000_000n;
/** Systemd keeps a quota in whole hundredths of a processor. */
const HUNDREDTH = MICROSECONDS / 100n;
/** More processors and memory nodes than any kernel has. */
const MOST_BITS = 8192;

export function property(name: string, signature: string, value: BusValue): UnitProperty {
  return { name, signature, value };
}

/**
 * The properties that say the same as the settings, as far as systemd has any: without them it would
 * write its own values over ours whenever it reads its configuration again (daemon-reload).
 */
export function limitProperties(settings: readonly CgroupSetting[]): readonly UnitProperty[] {
  const files = new Map(settings.map(({ file, value }) => [file, value]));
  const single = [...files].flatMap(([file, value]) => translate(file, value));
  return [...single, ...quotaV1(files), ...weights(files), ...deviceLimits(settings)];
}

const limits: Readonly<Record<string, string>> = {
  'memory.max': 'MemoryMax',
  'memory.high': 'MemoryHigh',
  'memory.low': 'MemoryLow',
  'memory.min': 'MemoryMin',
  'memory.swap.max': 'MemorySwapMax',
  'memory.limit_in_bytes': 'MemoryLimit',
  'cpu.shares': 'CPUShares',
  'blkio.weight': 'BlockIOWeight',
};

function translate(file: string, value: string): readonly UnitProperty[] {
  const name = limits[file];
  if (name !== undefined) return asLimit(name, value);
  if (file === 'pids.max') {
    // Systemd takes no 0; to the first process, which is there already, 1 is the same.
    return asLimit('TasksMax', value.trim() === '0' ? '1' : value);
  }
  if (file === 'cpu.max') {
    const [quota = 'max', period] = value.trim().split(/\s+/);
    return asQuota(quota, period);
  }
  if (file === 'io.weight') return asLimit('IOWeight', value.replace(/^default\s+/, ''));
  return [];
}

function asLimit(name: string, value: string): readonly UnitProperty[] {
  const number = numberOf(value);
  return number === undefined ? [] : [property(name, 't', number)];
}

/** A number as the kernel reads it, which knows `K`, `M`, … too; -1 and `max` are no limit. */
function numberOf(value: string): bigint | undefined {
  const text = value.trim();
  if (text === 'max' || text === '-1') return INFINITY;
  const [, digits, unit = ''] = /^(\d{1,20})([KMGTPE]?)$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const number = BigInt(digits) << BigInt(10 * ' KMGTPE'.indexOf(unit.toUpperCase() || ' '));
  return number < INFINITY ? number : INFINITY;
}

function asQuota(quota: string, period: string | undefined): readonly UnitProperty[] {
  const every = period === undefined ? undefined : numberOf(period);
  const each = numberOf(quota);
  if (each === undefined) return [];
  return [
    ...(every === undefined ? [] : [property('CPUQuotaPeriodUSec', 't', every)]),
    property('CPUQuotaPerSecUSec', 't', perSecond(each, every ?? DEFAULT_PERIOD)),
  ];
}

function perSecond(quota: bigint, period: bigint): bigint {
  if (quota === INFINITY || period === 0n) return INFINITY;
  const exact = (quota * MICROSECONDS) / period;
  return ((exact + HUNDREDTH - 1n) / HUNDREDTH) * HUNDREDTH;
}

function quotaV1(files: ReadonlyMap<string, string>): readonly UnitProperty[] {
  const quota = files.get('cpu.cfs_quota_us');
  return quota === undefined ? [] : asQuota(quota, files.get('cpu.cfs_period_us'));
}

/** A weight of 0 is systemd's word for idle. */
function weights(files: ReadonlyMap<string, string>): readonly UnitProperty[] {
  const weight = files.get('cpu.idle')?.trim() === '1' ? '0' : files.get('cpu.weight');
  const masks = [
    ['cpuset.cpus', 'AllowedCPUs'],
    ['cpuset.mems', 'AllowedMemoryNodes'],
  ] as const;
  return [
    ...(weight === undefined ? [] : asLimit('CPUWeight', weight)),
    ...masks.flatMap(([file, name]) => {
      const mask = bitMask(files.get(file) ?? '', MOST_BITS);
      return mask === undefined || mask.length === 0 ? [] : [property(name, 'ay', mask)];
    }),
  ];
}

const rates: Readonly<Record<string, string>> = {
  rbps: 'IOReadBandwidthMax',
  wbps: 'IOWriteBandwidthMax',
  riops: 'IOReadIOPSMax',
  wiops: 'IOWriteIOPSMax',
};

/** `8:0 rbps=1000 wiops=max`: a path and a number for each. */
function deviceLimits(settings: readonly CgroupSetting[]): readonly UnitProperty[] {
  return settings
    .filter(({ file }) => file === 'io.max')
    .flatMap(({ value }) => {
      const [device = '', ...parts] = value.trim().split(/\s+/);
      return parts.flatMap((part) => {
        const [key = '', rate = ''] = part.split('=');
        const name = rates[key];
        const number = numberOf(rate);
        if (name === undefined || number === undefined) return [];
        return [property(name, 'a(st)', [[`/dev/block/${device}`, number]])];
      });
    });
}
