import { errno } from '../../lib/errno.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { Field } from '../field.ts';
import { hasNul, quote } from '../quote.ts';

const pointer = '/process/apparmorProfile';
const section = 'config.md#linux-process';

/** Taken at the next execve, through a procfs that no container can cover (CVE-2019-16884). */
export const apparmorProfile: Field = {
  pointer,
  check({ spec, facts }) {
    const profile = spec.process?.apparmorProfile ?? '';
    if (profile === '') return [];
    if (hasNul(profile)) return [{ pointer, problem: 'holds a NUL character', section }];
    if (facts.apparmor) return [];
    const problem = `is ${quote(profile)}, but AppArmor is not enabled on this host; enable it or leave the profile out`;
    return [{ pointer, problem, section }];
  },
  compile({ spec, slots }) {
    const profile = spec.process?.apparmorProfile ?? '';
    if (profile === '') return [];
    const text = 'load it on the host with apparmor_parser';
    return [
      {
        phase: 'label',
        op: {
          op: 'writeProc',
          at: pointer,
          what: `apply the AppArmor profile ${quote(profile)}`,
          onErrno: [{ errno: errno.ENOENT, then: 'hint', text }],
          proc: slots.take(slotNames.proc),
          path: 'self/attr/apparmor/exec',
          data: `exec ${profile}`,
        },
      },
    ];
  },
};
