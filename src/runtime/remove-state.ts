import { errno } from '../lib/errno.ts';
import type { Op } from '../plan/ops.ts';
import type { StorePaths } from './store.ts';

/** Removes all that is recorded. The stored plans go first: nothing may follow them without a record. */
export function removeState({ directory, plans }: StorePaths): readonly Op[] {
  return [
    {
      op: 'removeFile',
      at: 'state',
      what: `remove ${plans}`,
      onErrno: [{ errno: errno.ENOENT, then: 'ignore' }],
      path: plans,
    },
    { op: 'removeDirectory', at: 'state', what: `remove ${directory}`, path: directory },
  ];
}
