import type { Fault } from '../../errors/fault.ts';
import { errno } from '../../lib/errno.ts';
import type { OpOf } from '../../plan/ops.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { Step } from '../../plan/step.ts';
import type { Field } from '../field.ts';
import { hasNul, quote } from '../quote.ts';

const pointer = '/process/cwd';
const section = 'config.md#process';
const directoryMode = 0o755;

/**
 * The working directory is entered as root of the container, who may reach directories that the user
 * may not, before a seccomp filter that may refuse getcwd(2); where that fails it is entered as the
 * user, who may own a directory closed to root.
 */
export const cwd: Field = {
  pointer,
  check({ spec }) {
    const path = spec.process?.cwd;
    if (path === undefined) return [];
    const faults: Fault[] = [];
    if (!path.startsWith('/')) {
      const problem = `is ${quote(path)}; wanted an absolute path such as "/"`;
      faults.push({ pointer, problem, section });
    }
    if (hasNul(path)) {
      faults.push({ pointer, problem: `is ${quote(path)}, which holds a NUL character`, section });
    }
    return faults;
  },
  compile({ mode, spec, slots }) {
    const path = spec.process?.cwd;
    if (path === undefined) return [];
    const what = `change to the working directory ${quote(path)}`;
    const enter: OpOf<'changeDirectory'> = { op: 'changeDirectory', at: pointer, what, path };
    const make: Step = {
      phase: 'directories',
      op: {
        op: 'ensureDirectory',
        at: pointer,
        what: `make the working directory ${quote(path)}`,
        root: slots.take(slotNames.root),
        path,
        mode: directoryMode,
        uid: 0,
        gid: 0,
      },
    };
    const first = { ...enter, onErrno: [{ errno: errno.EACCES, then: 'ignore' }] } as const;
    return [
      // exec joins a container whose root may be read-only, and must not change it.
      ...(mode === 'create' ? [make] : []),
      { phase: 'label', op: first },
      { phase: 'executable', op: enter },
    ];
  },
};
