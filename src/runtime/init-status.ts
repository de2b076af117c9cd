import type { Slot, Text } from '../plan/field-types.ts';
import type { Op, OpOf } from '../plan/ops.ts';
import { slotNames } from '../plan/slot-names.ts';
import type { Slots } from '../plan/slots.ts';
import type { ContainerState } from '../spec/state.ts';
import type { Container } from './container.ts';
import { freezerOf } from './freezer.ts';
import type { ContainerRecord } from './record.ts';

/** Where a plan keeps what names init: no pid while the container is creating. */
export interface InitSlots {
  readonly pid: Slot;
  readonly startTime: Slot;
}

export function initSlots(slots: Slots): InitSlots {
  return { pid: slots.take(slotNames.init), startTime: slots.take(slotNames.initStartTime) };
}

/** What the file that names init begins with, before init exists. */
export function identityLine(record: ContainerRecord): string {
  return `${record.created}\n`;
}

/** What is added once it does. */
export function initLine({ pid, startTime }: InitSlots): Text {
  return [pid, ' ', startTime, '\n'];
}

/**
 * Learns who init is. The time of creation tells the container from a later one of the same id: a
 * plan for another one is given up before it does anything.
 */
export function readInit({ record, paths }: Container, slots: Slots): Op {
  const { pid, startTime } = initSlots(slots);
  return {
    op: 'readInit',
    at: 'state',
    what: `read ${paths.init}`,
    path: paths.init,
    record: paths.record,
    identity: record.created,
    outPid: pid,
    outStartTime: startTime,
  };
}

/** What to do by the status, which the executor computes from what is there and never from a stored word. */
export function byStatus(
  container: Container,
  slots: Slots,
  tracks: Readonly<Record<ContainerState, readonly Op[]>>,
): Op {
  return { op: 'byStatus', ...statusOf(container, slots), ...tracks };
}

/** What to print with the words of the five statuses, in the order of `statuses`, and with the pid of the moment. */
export function printStatus(
  container: Container,
  slots: Slots,
  text: Pick<OpOf<'printStatus'>, 'before' | 'width' | 'between' | 'words' | 'after'>,
): Op {
  return { op: 'printStatus', ...statusOf(container, slots), ...text };
}

/** By what the executor finds out the status. */
function statusOf(container: Container, slots: Slots) {
  const freezer = freezerOf(container);
  return {
    at: 'state',
    what: 'find out the status of the container',
    ...initSlots(slots),
    gate: container.paths.gate,
    freezer: freezer?.state ?? '',
    frozen: freezer?.frozen.line ?? '',
  };
}

/** In the order in which `printStatus` has their words. */
export const statuses = [
  'creating',
  'created',
  'running',
  'paused',
  'stopped',
] as const satisfies readonly ContainerState[];
