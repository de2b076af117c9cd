import { RuntimeError } from '../../errors/runtime-error.ts';
import type { LinuxResources } from '../../spec/config.ts';
import type { Values } from '../parse.ts';
import { byteCount, positive, type Quantity, wholeNumber } from './quantities.ts';

/** What the options of update say, in the form of config.json; an empty value says nothing. */
export function resourcesOf(values: Values): LinuxResources {
  const weight = given(values, 'blkio-weight', wholeNumber);
  const limit = given(values, 'pids-limit', wholeNumber);
  return {
    memory: memoryOf(values),
    cpu: cpuOf(values),
    ...(weight !== undefined && { blockIO: { weight: Number(weight) } }),
    ...(limit !== undefined && { pids: { limit } }),
  };
}

function memoryOf(values: Values): NonNullable<LinuxResources['memory']> {
  return defined({
    limit: given(values, 'memory', byteCount),
    reservation: given(values, 'memory-reservation', byteCount),
    swap: given(values, 'memory-swap', byteCount),
    kernel: given(values, 'kernel-memory', byteCount),
    kernelTCP: given(values, 'kernel-memory-tcp', byteCount),
  });
}

function cpuOf(values: Values): NonNullable<LinuxResources['cpu']> {
  return defined({
    shares: given(values, 'cpu-share', positive),
    quota: given(values, 'cpu-quota', wholeNumber),
    burst: given(values, 'cpu-burst', positive),
    period: given(values, 'cpu-period', positive),
    realtimeRuntime: given(values, 'cpu-rt-runtime', wholeNumber),
    realtimePeriod: given(values, 'cpu-rt-period', positive),
    idle: given(values, 'cpu-idle', wholeNumber),
    cpus: values['cpuset-cpus'],
    mems: values['cpuset-mems'],
  });
}

/** The object without the keys that have no value. */
function defined<T extends object>(object: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}

type Read = (text: string) => Quantity | undefined;

function given(values: Values, name: string, read: Read): Quantity | undefined {
  const text = values[name];
  if (text === undefined || text === '') return undefined;
  const value = read(text);
  if (value !== undefined) return value;
  const wanted = read === byteCount ? 'a number of bytes such as 512m, or -1' : 'a whole number';
  throw new RuntimeError(
    'usage',
    `--${name} is ${wanted}: current value is ${JSON.stringify(text)}`,
  );
}
