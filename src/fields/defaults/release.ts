import { slotNames } from '../../plan/slot-names.ts';
import type { Field } from '../field.ts';

/**
 * While init waits for start, a process of the container could reach through /proc/1/fd what init
 * holds open: the procfs without masks above all.
 */
export const release: Field = {
  pointer: 'default:release',
  compile({ slots }) {
    const written = slots.names.includes(slotNames.proc) ? [slotNames.proc] : [];
    const held = [slotNames.root, ...written];
    return held.map((name) => ({
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
