import { readTextIfThere } from '../host/files.ts';
import { ANY_ERRNO } from '../plan/field-types.ts';
import type { Op, OpOf } from '../plan/ops.ts';

/**
 * The writes, each followed by what puts the old value back should a later one fail. Files with a
 * line for each device stay as they are written: to lift a limit that was not there has no one form.
 */
export function undoable(writes: readonly OpOf<'writeKernelFile'>[]): readonly Op[] {
  return writes.flatMap((write, index) => {
    const old = index < writes.length - 1 ? oldValue(write) : undefined;
    return old === undefined ? [write] : [write, restore(write, old)];
  });
}

function oldValue({ path, data }: OpOf<'writeKernelFile'>): string | undefined {
  if (typeof path !== 'string' || typeof data !== 'string' || /^\d+:\d+ /.test(data))
    return undefined;
  const text = readTextIfThere(path)?.trimEnd();
  return text === undefined || text.includes('\n') ? undefined : text;
}

function restore({ at, path }: OpOf<'writeKernelFile'>, old: string): Op {
  const what = `put the old value of ${path} back`;
  const onErrno = [{ errno: ANY_ERRNO, then: 'ignore' }] as const;
  // An empty list is written as a line: nothing at all would not reach the kernel.
  const undo: readonly Op[] = [
    { op: 'writeKernelFile', at, what, onErrno, path, data: old === '' ? '\n' : old },
  ];
  return { op: 'onFailure', at, what, undo };
}
