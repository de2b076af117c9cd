import { slotNames } from '../../plan/slot-names.ts';
import type { Field } from '../field.ts';

/**
 * While init waits for start, a process of the container could reach through /proc/1/fd what init
 * holds open: the procfs without masks above all.
 */
export const release: Field = {
  pointer: 'default:release',
  compile({ slots }) {
    return [slotNames.root, slotNames.proc].map((name) => ({
      phase: 'release',
      op: {
        op: 'close',
        at: 'default:release',
        what: `close the descriptor of ${name}`,
        slot: slots.take(name),
      },
    }));
  },
};
