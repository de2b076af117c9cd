import { errno } from '../lib/errno.ts';
import type { Op } from '../plan/ops.ts';
import type { Slots } from '../plan/slots.ts';
import type { Remains } from './container.ts';

/** How long a verb waits for another one on the same container. */
const PATIENCE_MS = 10_000;

/** Takes the lock of a container without a usable record, and sees that none has come since. */
export function heldLock({ paths, recordBytes }: Remains, slots: Slots): readonly Op[] {
  const { directory, record } = paths;
  if (recordBytes === undefined) return [lockOp(directory, slots)];
  return [
    lockOp(directory, slots),
    {
      op: 'expect',
      at: 'state',
      what: `compare the state record ${record}`,
      path: record,
      content: recordBytes,
    },
  ];
}

export function lockOp(directory: string, slots: Slots): Op {
  return {
    op: 'lock',
    at: 'state',
    what: `lock ${directory}`,
    onErrno: [
      // The planner knows what it means to the verb that there is no such container any more.
      { errno: errno.ENOENT, then: 'stale' },
      {
        errno: errno.ETIMEDOUT,
        then: 'hint',
        text: 'another command is at work on this container',
      },
    ],
    path: directory,
    timeout: PATIENCE_MS,
    out: slots.take('lock'),
  };
}
