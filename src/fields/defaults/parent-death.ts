import type { Field } from '../field.ts';

/**
 * From here on the container belongs to whoever reaps it, and outlives the command that made it.
 * Before init says that it is created: after the word to go on, the runtime may end at any moment.
 * Should it end before that word, init meets the end of their socket and ends too.
 */
export const parentDeath: Field = {
  pointer: 'default:parent-death',
  compile() {
    const what = 'outlive the runtime';
    return [
      {
        phase: 'release',
        op: { op: 'parentDeath', at: 'default:parent-death', what, signal: 0 },
      },
    ];
  },
};
