import { slotNames } from '../../plan/slot-names.ts';
import type { Field } from '../field.ts';

/** A created container waits for start at two FIFOs, which the life cycle has made. */
export const gate: Field = {
  pointer: 'default:gate',
  compile({ mode, slots }) {
    if (mode === 'exec') return [];
    return [
      {
        phase: 'gate',
        op: {
          op: 'awaitStart',
          at: 'default:gate',
          what: 'wait for start',
          gate: slots.take(slotNames.gate),
          result: slots.take(slotNames.result),
        },
      },
    ];
  },
};
