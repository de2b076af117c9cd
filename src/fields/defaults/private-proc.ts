import { slotNames } from '../../plan/slot-names.ts';
import type { Field } from '../field.ts';

/**
 * The procfs through which init writes: labels and sysctls must not reach a fake (CVE-2025-52881). Only
 * where a field before this one has taken its slot: to let go of it costs more than most mounts.
 */
export const privateProc: Field = {
  pointer: 'default:/proc',
  compile({ slots }) {
    if (!slots.names.includes(slotNames.proc)) return [];
    return [
      {
        phase: 'proc',
        op: {
          op: 'privateProc',
          at: 'default:/proc',
          what: 'get a procfs that no container can cover',
          out: slots.take(slotNames.proc),
        },
      },
    ];
  },
};
