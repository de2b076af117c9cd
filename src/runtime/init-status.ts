import type { Slot, Text } from '../plan/field-types.ts';
import type { Op } from '../plan/ops.ts';
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
  const freezer = freezerOf(container);
  return {
    op: 'byStatus',
    at: 'state',
    what: 'find out the status of the container',
    ...initSlots(slots),
    gate: container.paths.gate,
    freezer: freezer?.state ?? '',
    frozen: freezer?.frozen.line ?? '',
    ...tracks,
  };
}
