import type { Field } from '../field.ts';

const pointer = '/process/user/umask';
const widest = 0o777;

/** Absent: that of the caller. Set late, so that it does not change the modes of what the runtime makes. */
export const umask: Field = {
  pointer,
  check({ spec }) {
    const mask = spec.process?.user?.umask;
    if (mask === undefined || mask <= widest) return [];
    const problem = `is ${mask} (octal ${mask.toString(8)}); wanted at most ${widest} (octal 777)`;
    return [{ pointer, problem, section: 'config.md#posix-platform-user' }];
  },
  compile({ spec }) {
    const mask = spec.process?.user?.umask;
    if (mask === undefined) return [];
    const what = `set the umask to 0${mask.toString(8)}`;
    return [{ phase: 'attributes', op: { op: 'umask', at: pointer, what, mask } }];
  },
};
