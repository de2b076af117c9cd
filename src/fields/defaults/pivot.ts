import { slotNames } from '../../plan/slot-names.ts';
import type { Field } from '../field.ts';

/** Makes the root mount the root of the container, and nothing else reachable. */
export const pivot: Field = {
  pointer: 'default:/',
  compile({ mode, options, slots }) {
    if (mode === 'exec') return [];
    const root = slots.take(slotNames.root);
    const words = { at: '/root/path', what: 'make the root filesystem the root of the container' };
    const op = options.noPivot ? 'moveRoot' : 'pivotRoot';
    return [{ phase: 'pivot', op: { op, ...words, root } }];
  },
};
