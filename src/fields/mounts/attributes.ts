import { errno } from '../../lib/errno.ts';
import { type ErrnoRule, NONE, type Slot } from '../../plan/field-types.ts';
import type { OpOf } from '../../plan/ops.ts';
import { mountAttributes, propagations } from '../../spec/tables/mount-options.ts';
import type { PropagationChange } from '../propagation.ts';
import { quote } from '../quote.ts';
import type { MountEntry } from './entry.ts';
import type { AttributeChange, ParsedOptions } from './options.ts';

interface Change extends AttributeChange {
  readonly recursive: boolean;
  readonly propagation: number;
}

const locked: ErrnoRule = {
  errno: errno.EPERM,
  then: 'hint',
  text: 'in a user namespace, what the mount of the source has locked (ro, nosuid, nodev, noexec, atime) cannot be taken away: leave out the options that do',
};

/**
 * Callers say `rw` where they have no wish. A source that the host has mounted read-only stays so
 * in a user namespace, which takes nothing from anybody but the right to write.
 */
const staysReadOnly: ErrnoRule = { errno: errno.EPERM, then: 'ignore' };

/**
 * What the options change on a mount that has attributes already. The plain attributes come after
 * the recursive ones; propagations keep their order, `inherited` before them.
 */
export function changeMount(
  entry: MountEntry,
  mount: Slot,
  inherited: readonly PropagationChange[] = [],
): readonly OpOf<'mountAttributes'>[] {
  const propagation = propagationChanges([...inherited, ...entry.options.propagations]);
  const changes = [...attributeChanges(entry.options), ...propagation].reduce(mergeChange, []);
  return changes.map((change) => ({
    op: 'mountAttributes',
    at: `${entry.pointer}/options`,
    what: `set the options of the mount on ${quote(entry.destination)}`,
    onErrno: [isWritable(change) ? staysReadOnly : locked],
    mount,
    ...change,
    userNamespace: NONE,
  }));
}

/** The propagations of a new mount, whose attributes it is made with. */
export function propagateMount(entry: MountEntry, mount: Slot): readonly OpOf<'mountAttributes'>[] {
  const nothing = { set: 0, clear: 0 };
  const options = { ...entry.options, plain: nothing, recursive: nothing };
  return changeMount({ ...entry, options }, mount);
}

/** Writable is a call of its own, because it may be refused while the others must not. */
function attributeChanges({ recursive, plain }: ParsedOptions): readonly Change[] {
  const readOnly = mountAttributes.MOUNT_ATTR_RDONLY;
  const one = { recursive: false, propagation: 0 };
  const changes: readonly Change[] = [
    { ...recursive, recursive: true, propagation: 0 },
    { ...one, set: 0, clear: plain.clear & readOnly },
    { ...one, set: plain.set, clear: plain.clear & ~readOnly },
  ];
  return changes.filter(({ set, clear }) => (set | clear) !== 0);
}

function isWritable({ set, clear, recursive }: Change): boolean {
  return !recursive && set === 0 && clear === mountAttributes.MOUNT_ATTR_RDONLY;
}

function propagationChanges(list: readonly PropagationChange[]): readonly Change[] {
  return list.map(({ type, recursive }) => ({
    set: 0,
    clear: 0,
    recursive,
    propagation: propagations[type],
  }));
}

/** One call can take attributes and one propagation of the same reach. */
function mergeChange(changes: readonly Change[], next: Change): readonly Change[] {
  const last = changes.at(-1);
  if (last === undefined || isWritable(last)) return [...changes, next];
  const fits =
    last.propagation === 0 && next.propagation !== 0 && last.recursive === next.recursive;
  if (!fits) return [...changes, next];
  return [...changes.slice(0, -1), { ...last, propagation: next.propagation }];
}
