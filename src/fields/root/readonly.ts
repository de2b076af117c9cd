import { NONE } from '../../plan/field-types.ts';
import { slotNames } from '../../plan/slot-names.ts';
import { mountAttributes } from '../../spec/tables/mount-options.ts';
import type { Field } from '../field.ts';

const pointer = '/root/readonly';

/** The root mount alone: mounts below it say for themselves whether they are read-only. */
export const rootReadonly: Field = {
  pointer,
  compile({ mode, spec, slots }) {
    if (mode === 'exec' || spec.root?.readonly !== true) return [];
    return [
      {
        phase: 'read-only',
        op: {
          op: 'mountAttributes',
          at: pointer,
          what: 'make the root filesystem read-only',
          mount: slots.take(slotNames.root),
          set: mountAttributes.MOUNT_ATTR_RDONLY,
          clear: 0,
          propagation: 0,
          recursive: false,
          userNamespace: NONE,
        },
      },
    ];
  },
};
