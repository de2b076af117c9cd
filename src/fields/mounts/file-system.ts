import { NONE, type Slot } from '../../plan/field-types.ts';
import type { Op } from '../../plan/ops.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { Step } from '../../plan/step.ts';
import { mountAttributes } from '../../spec/tables/mount-options.ts';
import type { FieldContext } from '../field.ts';
import { attachMount, closeMount } from './attach.ts';
import { propagateMount } from './attributes.ts';
import type { MountEntry } from './entry.ts';
import { isReadOnly, makeMount } from './new-mount.ts';

/** A new file system at its destination. */
export function fileSystemSteps(entry: MountEntry, context: FieldContext): Step[] {
  const later = isReadOnly(entry) && isFilledLater(entry);
  const { slots } = context;
  const mount = slots.take(later ? `mount ${entry.key}` : 'mount');
  const ops: readonly Op[] = [
    makeMount(entry, mount, { context, writable: later }),
    ...copyUp(entry, mount, context),
    ...propagateMount(entry, mount),
    attachMount(entry, mount, { context, keep: later }),
  ];
  const steps: Step[] = ops.map((op) => ({ phase: 'mounts', op }));
  if (!later) return steps;
  return [
    ...steps,
    { phase: 'read-only', op: makeReadOnly(entry, mount) },
    { phase: 'read-only', op: closeMount(entry, mount) },
  ];
}

/**
 * A tmpfs begins empty, and targets of later mounts, device nodes, the working directory may have to
 * be made in it. Links of the image can lead any of them there, so it is read-only only at last.
 */
function isFilledLater({ mount, destination }: MountEntry): boolean {
  return mount.type === 'tmpfs' || destination === '/dev';
}

function makeReadOnly(entry: MountEntry, mount: Slot): Op {
  return {
    op: 'mountAttributes',
    at: `${entry.pointer}/options`,
    what: `make the mount on ${entry.shown} read-only`,
    mount,
    set: mountAttributes.MOUNT_ATTR_RDONLY,
    clear: 0,
    propagation: 0,
    recursive: false,
    userNamespace: NONE,
  };
}

/** What the options say of the root of the mount is kept. */
function copyUp(entry: MountEntry, mount: Slot, { slots }: FieldContext): readonly Op[] {
  if (entry.mount.type !== 'tmpfs' || !entry.options.words.includes('tmpcopyup')) return [];
  const given = (name: string) =>
    entry.options.data.some((option) => option.startsWith(`${name}=`));
  return [
    {
      op: 'copyUp',
      at: `${entry.pointer}/options`,
      what: `copy what is at ${entry.shown} into the new mount there`,
      mount,
      root: slots.take(slotNames.root),
      path: entry.destination,
      keepMode: given('mode'),
      keepUid: given('uid'),
      keepGid: given('gid'),
    },
  ];
}
