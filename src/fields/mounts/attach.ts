import { errno } from '../../lib/errno.ts';
import type { ErrnoRule, Slot } from '../../plan/field-types.ts';
import type { OpOf } from '../../plan/ops.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { FieldContext } from '../field.ts';
import { quote } from '../quote.ts';
import { isOnProc, isProcOrSysfs } from './destination.ts';
import type { MountEntry } from './entry.ts';

/** In lower case, as callers look for it; "is a directory" would tell Docker of a program. */
const wrongKind: ErrnoRule = {
  errno: errno.ENOTDIR,
  then: 'hint',
  text: 'not a directory: source and destination must both be directories, or both be files',
};
const tooManyLinks: ErrnoRule = {
  errno: errno.ELOOP,
  then: 'hint',
  text: 'symbolic links of the image lead round in a circle, or to where none may lead',
};
const readOnlyRoot: ErrnoRule = {
  errno: errno.EROFS,
  then: 'hint',
  text: 'the destination does not exist and cannot be made on a read-only file system: make it beforehand',
};

const onErrno = [wrongKind, tooManyLinks, readOnlyRoot];

/**
 * Puts a mount, still unattached, at its destination. Its descriptor is closed unless it is to be changed
 * there (keep): 10,000 mounts must not need 10,000 descriptors.
 */
export function attachMount(
  entry: MountEntry,
  mount: Slot,
  { context, keep = false }: { readonly context: FieldContext; readonly keep?: boolean },
): OpOf<'attach'> {
  const onProc = isOnProc(entry);
  return {
    op: 'attach',
    at: `${entry.pointer}/destination`,
    what: `mount ${describeSource(entry)} on ${entry.shown}`,
    onErrno,
    mount,
    keep,
    root: context.slots.take(slotNames.root),
    path: entry.destination,
    create: true,
    noSymlinks: onProc || isProcOrSysfs(entry),
    onProc,
  };
}

/** What people know a mount by: the source of a bind, the type of any other. */
export function describeSource({ kind, mount }: MountEntry): string {
  return quote((kind === 'bind' ? mount.source : mount.type) ?? '');
}

/** A descriptor that nothing needs any more. */
export function closeMount(entry: MountEntry, slot: Slot): OpOf<'close'> {
  const what = `close the mount on ${entry.shown}`;
  return { op: 'close', at: entry.pointer, what, slot };
}
