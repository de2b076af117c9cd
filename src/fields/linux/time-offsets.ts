import type { Fault } from '../../errors/fault.ts';
import { errno } from '../../lib/errno.ts';
import type { Op } from '../../plan/ops.ts';
import type { LinuxTimeOffset } from '../../spec/config.ts';
import type { Field } from '../field.ts';
import { placementOf } from '../namespace-placement.ts';

const pointer = '/linux/timeOffsets';
const section = 'config-linux.md#offset-for-time-namespace';
const highestNanoseconds = 999_999_999;
const clocks = ['monotonic', 'boottime'] as const;

/** A time namespace is made by init itself, whether it has offsets or not: before any process is in it. */
export const timeOffsets: Field = {
  pointer,
  check({ mode, spec }) {
    const offsets = spec.linux?.timeOffsets;
    if (mode === 'exec' || offsets === undefined) return [];
    const faults = clocks.flatMap((clock) => nanosecondFaults(clock, offsets[clock]));
    const some = clocks.some((clock) => offsets[clock] !== undefined);
    const placement = placementOf(spec, 'time');
    if (!some || placement === 'new') return faults;
    const problem =
      placement === 'joined'
        ? 'cannot be set in a time namespace that is given by path: its clocks are set already'
        : 'needs a time namespace; add one to linux.namespaces';
    return [...faults, { pointer, problem, section }];
  },
  compile({ mode, spec }) {
    if (mode === 'exec' || placementOf(spec, 'time') !== 'new') return [];
    const offsets = clocks.map((clock) => lineOf(clock, spec.linux?.timeOffsets?.[clock])).join('');
    const text = 'the clock must not show a time before the start of the host';
    const make: Op = {
      op: 'timeOffsets',
      at: pointer,
      what: 'make the time namespace',
      onErrno: [{ errno: errno.ERANGE, then: 'hint', text }],
      offsets,
    };
    const ops = placementOf(spec, 'user') === 'runtime' ? [make] : whileDumpable(make);
    return ops.map((op) => ({ phase: 'namespaces', op }));
  },
};

/**
 * The change of user has made init undumpable, so that its files in /proc belong to root of the host
 * and root of a user namespace cannot write them.
 */
function whileDumpable(make: Op): readonly Op[] {
  const set = (dumpable: boolean): Op => {
    const what = dumpable ? 'own the files of init in /proc' : 'hide init from its container';
    return { op: 'setDumpable', at: pointer, what, dumpable };
  };
  return [set(true), make, set(false)];
}

/** Source: time_namespaces(7), /proc/PID/timens_offsets. */
function lineOf(clock: string, offset: LinuxTimeOffset | undefined): string {
  return offset === undefined ? '' : `${clock} ${offset.secs ?? 0} ${offset.nanosecs ?? 0}\n`;
}

function nanosecondFaults(clock: string, offset: LinuxTimeOffset | undefined): readonly Fault[] {
  const value = offset?.nanosecs ?? 0;
  if (value <= highestNanoseconds) return [];
  const problem = `is ${value}; wanted a number up to ${highestNanoseconds}`;
  return [{ pointer: `${pointer}/${clock}/nanosecs`, problem, section }];
}
