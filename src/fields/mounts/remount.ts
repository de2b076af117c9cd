import type { Op } from '../../plan/ops.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { Step } from '../../plan/step.ts';
import type { FieldContext } from '../field.ts';
import { attachMount } from './attach.ts';
import { changeMount } from './attributes.ts';
import type { MountEntry } from './entry.ts';

/** What is mounted at the destination, once more over itself with other attributes. */
export function remountSteps(entry: MountEntry, context: FieldContext): Step[] {
  const mount = context.slots.take('mount');
  const open: Op = {
    op: 'openTree',
    at: `${entry.pointer}/destination`,
    what: `open ${entry.shown} to mount it anew`,
    root: context.slots.take(slotNames.root),
    path: entry.destination,
    recursive: true,
    noFollow: false,
    out: mount,
  };
  const ops = [open, ...changeMount(entry, mount), attachMount(entry, mount, { context })];
  return ops.map((op) => ({ phase: 'mounts', op }));
}
