import { errno } from '../../lib/errno.ts';
import { type ErrnoRule, NONE, type Slot } from '../../plan/field-types.ts';
import type { OpOf } from '../../plan/ops.ts';
import { propagations } from '../../spec/tables/mount-options.ts';
import type { PropagationChange } from '../propagation.ts';
import { quote } from '../quote.ts';
import type { MountEntry } from './entry.ts';
import type { AttributeChange } from './options.ts';

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
 * What the options change on a mount that has attributes already. The plain attributes come after
 * the recursive ones; propagations keep their order, `inherited` before them.
 */
export function changeMount(
  entry: MountEntry,
  mount: Slot,
  inherited: readonly PropagationChange[] = [],
): readonly OpOf<'mountAttributes'>[] {
  const { recursive, plain } = entry.options;
  const attributes: readonly Change[] = [
    { ...recursive, recursive: true, propagation: 0 },
    { ...plain, recursive: false, propagation: 0 },
  ];
  const wanted = attributes.filter(({ set, clear }) => (set | clear) !== 0);
  return [...wanted, ...propagationChanges(entry, inherited)]
    .reduce(mergeChange, [])
    .map((change) => ({
      op: 'mountAttributes',
      at: `${entry.pointer}/options`,
      what: `set the options of the mount on ${quote(entry.destination)}`,
      onErrno: [locked],
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

function propagationChanges(entry: MountEntry, inherited: readonly PropagationChange[]): Change[] {
  return [...inherited, ...entry.options.propagations].map(({ type, recursive }) => ({
    set: 0,
    clear: 0,
    recursive,
    propagation: propagations[type],
  }));
}

/** One call can take attributes and one propagation of the same reach. */
function mergeChange(changes: readonly Change[], next: Change): readonly Change[] {
  const last = changes.at(-1);
  const fits = last?.propagation === 0 && next.propagation !== 0;
  if (last === undefined || !fits || last.recursive !== next.recursive) return [...changes, next];
  return [...changes.slice(0, -1), { ...last, propagation: next.propagation }];
}
