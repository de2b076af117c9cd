import type { Slot } from '../../plan/field-types.ts';
import type { Op } from '../../plan/ops.ts';
import { MAPPING_POINT } from '../../plan/phases.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { Step } from '../../plan/step.ts';
import type { FieldContext } from '../field.ts';
import { closeMount } from './attach.ts';
import type { MountEntry } from './entry.ts';
import { mapIds } from './idmap.ts';

/** A source on a file server may take its time to be opened, as mounts may. */
const TIMEOUT_MS = 600_000;

/**
 * Init, which alone sees the source and may not map ids, waits with the unattached mount until the
 * host has taken a copy of its descriptor and mapped it.
 */
export function mappingMeeting(entry: MountEntry, mount: Slot, context: FieldContext): Step[] {
  const { slots } = context;
  const at = entry.pointer;
  const point = MAPPING_POINT;
  const what = `have the ids of the mount on ${entry.shown} mapped`;
  const [pid, number] = [slots.take(slotNames.init), slots.take('number of a mount in init')];
  const taken = slots.take('mount of init');
  const init: readonly Op[] = [
    { op: 'ready', at, what, point, value: mount },
    { op: 'awaitGo', at, what, point },
  ];
  const host: readonly Op[] = [
    { op: 'awaitReady', at, what, point, timeout: TIMEOUT_MS, out: number },
    { op: 'takeFd', at, what, pid, number, out: taken },
    mapIds(entry, taken, context),
    closeMount(entry, taken),
    { op: 'go', at, what, point },
  ];
  return [
    ...init.map((op) => ({ phase: 'mounts' as const, op })),
    ...host.map((op) => ({ phase: 'map' as const, op })),
  ];
}
