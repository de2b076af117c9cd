import { slotNames } from '../../plan/slot-names.ts';
import type { Field } from '../field.ts';

/**
 * What masks files. It is the container's own, because after the pivot only a mount of the
 * container's mount namespace can be cloned, and it is checked: an image may have put anything there
 * (CVE-2025-31133).
 */
export const nullDevice: Field = {
  pointer: 'default:/dev/null',
  compile({ mode, spec, slots }) {
    if (mode === 'exec' || (spec.linux?.maskedPaths ?? []).length === 0) return [];
    return [
      {
        phase: 'read-only',
        op: {
          op: 'openDevice',
          at: 'default:/dev/null',
          what: 'open "/dev/null" of the container, which masks files',
          path: '/dev/null',
          major: 1,
          minor: 3,
          out: slots.take(slotNames.null),
        },
      },
      {
        phase: 'mask',
        op: {
          op: 'close',
          at: 'default:/dev/null',
          what: 'close the null device',
          slot: slots.take(slotNames.null),
        },
      },
    ];
  },
};
