import { slotNames } from '../../plan/slot-names.ts';
import type { Field } from '../field.ts';

/** The host's null device must not stay open in the container, whose users could change its mode and owner. */
export const stdio: Field = {
  pointer: 'default:stdio',
  compile({ spec, slots }) {
    // A terminal replaces all three streams.
    if (spec.process === undefined || spec.process.terminal === true) return [];
    const what = 'replace the null device of the host in the standard streams';
    return [
      {
        phase: 'session',
        op: { op: 'nullStdio', at: 'default:/dev/null', what, root: slots.take(slotNames.root) },
      },
    ];
  },
};
