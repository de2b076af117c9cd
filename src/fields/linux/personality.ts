import { personalities } from '../../spec/tables/personalities.ts';
import type { Field } from '../field.ts';

const pointer = '/linux/personality';

export const personality: Field = {
  pointer,
  check({ spec }) {
    const flags = spec.linux?.personality?.flags ?? [];
    if (flags.length === 0) return [];
    const problem = 'has entries, but the specification defines no flag yet';
    return [{ pointer: `${pointer}/flags`, problem, section: 'config-linux.md#personality' }];
  },
  compile({ spec }) {
    const wanted = spec.linux?.personality;
    if (wanted === undefined) return [];
    const { domain } = wanted;
    const what = `set the execution domain ${domain}`;
    return [
      {
        phase: 'attributes',
        op: { op: 'personality', at: pointer, what, domain: personalities[domain] },
      },
    ];
  },
};
