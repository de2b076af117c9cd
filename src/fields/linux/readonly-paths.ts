import { slotNames } from '../../plan/slot-names.ts';
import type { Step } from '../../plan/step.ts';
import type { Field } from '../field.ts';
import { quote } from '../quote.ts';
import { absent, distinctPaths, pathFaults } from './in-root-paths.ts';

const pointer = '/linux/readonlyPaths';

/** Paths that are read-only in the container, with all that is mounted below them. */
export const readonlyPaths: Field = {
  pointer,
  check({ mode, spec }) {
    if (mode === 'exec') return [];
    return pathFaults(spec.linux?.readonlyPaths ?? [], pointer, 'config-linux.md#readonly-paths');
  },
  compile({ mode, spec, slots }) {
    if (mode === 'exec') return [];
    return distinctPaths(spec.linux?.readonlyPaths ?? [], pointer).map(({ path, at }): Step => {
      const root = slots.take(slotNames.root);
      const what = `make ${quote(path)} read-only`;
      return {
        phase: 'read-only',
        op: { op: 'readonlyPath', at, what, onErrno: absent, root, path },
      };
    });
  },
};
