import { slotNames } from '../../plan/slot-names.ts';
import type { Field } from '../field.ts';
import { hasNul, quote } from '../quote.ts';

const pointer = '/process/selinuxLabel';
const section = 'config.md#linux-process';

/** Taken at the next execve, through a procfs that no container can cover (CVE-2019-16884). */
export const selinuxLabel: Field = {
  pointer,
  check({ spec, facts }) {
    const label = spec.process?.selinuxLabel ?? '';
    if (label === '') return [];
    if (hasNul(label)) return [{ pointer, problem: 'holds a NUL character', section }];
    if (facts.selinux) return [];
    const problem = `is ${quote(label)}, but SELinux is not enabled on this host; enable it or leave the label out`;
    return [{ pointer, problem, section }];
  },
  compile({ spec, slots }) {
    const label = spec.process?.selinuxLabel ?? '';
    if (label === '') return [];
    return [
      {
        phase: 'label',
        op: {
          op: 'writeProc',
          at: pointer,
          what: `apply the SELinux label ${quote(label)}`,
          proc: slots.take(slotNames.proc),
          path: 'self/attr/exec',
          data: label,
        },
      },
    ];
  },
};
