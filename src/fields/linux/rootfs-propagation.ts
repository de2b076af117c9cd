import { NONE } from '../../plan/field-types.ts';
import { slotNames } from '../../plan/slot-names.ts';
import { propagations } from '../../spec/tables/mount-options.ts';
import type { Field } from '../field.ts';
import { rootfsPropagationOf } from '../propagation.ts';

const pointer = '/linux/rootfsPropagation';

/**
 * Set after the pivot: earlier a shared or unbindable root would keep pivot_root(2) from working.
 * Private and slave the root has been since it was bound (src/fields/root/path.ts).
 */
export const rootfsPropagation: Field = {
  pointer,
  compile({ mode, spec, slots }) {
    const wanted = rootfsPropagationOf(spec);
    if (mode === 'exec' || wanted === undefined) return [];
    if (wanted.type === 'private' || wanted.type === 'slave') return [];
    return [
      {
        phase: 'root-propagation',
        op: {
          op: 'mountAttributes',
          at: pointer,
          what: `make the root mount ${wanted.type}`,
          mount: slots.take(slotNames.root),
          set: 0,
          clear: 0,
          propagation: propagations[wanted.type],
          recursive: wanted.recursive,
          userNamespace: NONE,
        },
      },
    ];
  },
};
