import type { Field } from '../field.ts';

/** From here on the container belongs to whoever reaps it, and outlives the command that made it. */
export const parentDeath: Field = {
  pointer: 'default:parent-death',
  compile() {
    const what = 'outlive the runtime';
    return [
      {
        phase: 'gate',
        op: { op: 'parentDeath', at: 'default:parent-death', what, signal: 0 },
      },
    ];
  },
};
