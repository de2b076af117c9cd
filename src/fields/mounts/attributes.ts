import { errno } from '../../lib/errno.ts';
import { memo } from '../../lib/memo.ts';
import { type ErrnoRule, NONE, type Slot } from '../../plan/field-types.ts';
import type { OpOf } from '../../plan/ops.ts';
import { mountAttributes, propagations } from '../../spec/tables/mount-options.ts';
import type { PropagationChange } from '../propagation.ts';
import type { MountEntry } from './entry.ts';
import type { AttributeChange, ParsedOptions } from './options.ts';

interface Change extends AttributeChange {
  readonly recursive: boolean;
  readonly propagation: number;
}

const locked: readonly ErrnoRule[] = [
  {
    errno: errno.EPERM,
    then: 'hint',
    text: 'in a user namespace, what the mount of the source has locked (ro, nosuid, nodev, noexec, atime) cannot be taken away: leave out the options that do',
  },
];

/**
 * Callers say `rw` where they have no wish. A source that the host has mounted read-only stays so
 * in a user namespace, which takes nothing from anybody but the right to write.
 */
const staysReadOnly: readonly ErrnoRule[] = [{ errno: errno.EPERM, then: 'ignore' }];

/**
 * What the options change on a mount that has attributes already. The plain attributes come after
 * the recursive ones; propagations keep their order.
 */
export function changeMount(entry: MountEntry, mount: Slot): readonly OpOf<'mountAttributes'>[] {
  return changesOf(entry.options).map((change) => ({
    op: 'mountAttributes',
    at: `${entry.pointer}/options`,
    what: `set the options of the mount on ${entry.shown}`,
    onErrno: isWritable(change) ? staysReadOnly : locked,
    mount,
    set: change.set,
    clear: change.clear,
    propagation: change.propagation,
    recursive: change.recursive,
    userNamespace: NONE,
  }));
}

/** The propagations of a new mount, whose attributes it is made with. */
export function propagateMount(entry: MountEntry, mount: Slot): readonly OpOf<'mountAttributes'>[] {
  if (entry.options.propagations.length === 0) return [];
  const nothing = { set: 0, clear: 0 };
  const options = { ...entry.options, plain: nothing, recursive: nothing };
  return changeMount({ ...entry, options }, mount);
}

/** Mounts with the same options share them. */
const changesOf: (options: ParsedOptions) => readonly Change[] = memo((options) => {
  const changes = attributeChanges(options);
  for (const change of options.propagations) addPropagation(changes, change);
  return changes;
});

/** Writable is a call of its own, because it may be refused while the others must not. */
function attributeChanges({ recursive, plain }: ParsedOptions): Change[] {
  const changes: Change[] = [];
  const { set } = plain;
  const writable = plain.clear & mountAttributes.MOUNT_ATTR_RDONLY;
  const clear = plain.clear & ~writable;
  if ((recursive.set | recursive.clear) !== 0) {
    changes.push({ ...recursive, recursive: true, propagation: 0 });
  }
  if (writable !== 0) changes.push({ set: 0, clear: writable, recursive: false, propagation: 0 });
  if ((set | clear) !== 0) changes.push({ set, clear, recursive: false, propagation: 0 });
  return changes;
}

function isWritable({ set, clear, recursive }: Change): boolean {
  return !recursive && set === 0 && clear === mountAttributes.MOUNT_ATTR_RDONLY;
}

/** One call can take attributes and one propagation of the same reach. */
function addPropagation(changes: Change[], { type, recursive }: PropagationChange): void {
  const propagation = propagations[type];
  const last = changes.at(-1);
  const fits = last?.propagation === 0 && last.recursive === recursive && !isWritable(last);
  if (fits) changes[changes.length - 1] = { ...last, propagation };
  else changes.push({ set: 0, clear: 0, recursive, propagation });
}
