import { NONE } from '../../plan/field-types.ts';
import type { Op } from '../../plan/ops.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { Step } from '../../plan/step.ts';
import { mountAttributes } from '../../spec/tables/mount-options.ts';
import type { Field, FieldContext } from '../field.ts';
import { quote } from '../quote.ts';
import { absent, distinctPaths, pathFaults } from './in-root-paths.ts';
import { labelParameters } from './mount-label.ts';

const pointer = '/linux/maskedPaths';

/** Paths that cannot be read in the container: files under the null device, directories under an empty one. */
export const maskedPaths: Field = {
  pointer,
  check({ mode, spec }) {
    if (mode === 'exec') return [];
    return pathFaults(spec.linux?.maskedPaths ?? [], pointer, 'config-linux.md#masked-paths');
  },
  compile(context) {
    const paths = distinctPaths(context.spec.linux?.maskedPaths ?? [], pointer);
    if (context.mode === 'exec' || paths.length === 0) return [];
    const { slots } = context;
    const slot = {
      root: slots.take(slotNames.root),
      null: slots.take(slotNames.null),
      empty: slots.take('empty directory'),
    };
    const masks = paths.map(({ path, at }): Step => {
      const what = `mask ${quote(path)}`;
      return { phase: 'mask', op: { op: 'maskPath', at, what, onErrno: absent, path, ...slot } };
    });
    const close: Op = { op: 'close', at: pointer, what: 'close what masks', slot: slot.empty };
    return [makeEmpty(context), ...masks, { phase: 'mask', op: close }];
  },
};

/** Some kernels refuse a tmpfs of a single inode. */
function makeEmpty(context: FieldContext): Step {
  const op: Op = {
    op: 'newMount',
    at: pointer,
    what: 'make an empty directory, which masks directories',
    type: 'tmpfs',
    source: 'tmpfs',
    options: ['nr_blocks=1', 'nr_inodes=2', ...labelParameters(context)],
    attributes:
      mountAttributes.MOUNT_ATTR_RDONLY |
      mountAttributes.MOUNT_ATTR_NOSUID |
      mountAttributes.MOUNT_ATTR_NODEV |
      mountAttributes.MOUNT_ATTR_NOEXEC,
    root: NONE,
    path: '',
    out: context.slots.take('empty directory'),
  };
  return { phase: 'mask', op };
}
