import { errno } from '../../lib/errno.ts';
import type { LinuxIOPriority } from '../../spec/config.ts';
import { ioPriorityClasses } from '../../spec/tables/scheduling.ts';
import type { Field } from '../field.ts';

const pointer = '/process/ioPriority';
const lowestLevel = 7;

export const ioPriority: Field = {
  pointer,
  check({ spec }) {
    const wanted = spec.process?.ioPriority;
    if (wanted === undefined) return [];
    const level = wanted.priority ?? (hasLevels(wanted) ? -1 : 0);
    if (level >= 0 && level <= lowestLevel) return [];
    const found = wanted.priority === undefined ? 'is missing' : `is ${wanted.priority}`;
    const problem = `${found}; wanted a number from 0 (highest) to ${lowestLevel}`;
    return [{ pointer: `${pointer}/priority`, problem, section: 'config.md#linux-process' }];
  },
  compile({ spec }) {
    const wanted = spec.process?.ioPriority;
    if (wanted === undefined) return [];
    const { priority = 0 } = wanted;
    const text = 'the real-time class needs CAP_SYS_ADMIN or CAP_SYS_NICE';
    return [
      {
        phase: 'attributes',
        op: {
          op: 'ioPriority',
          at: pointer,
          what: `set the I/O priority ${wanted.class}${hasLevels(wanted) ? ` ${priority}` : ''}`,
          onErrno: [{ errno: errno.EPERM, then: 'hint', text }],
          class: ioPriorityClasses[wanted.class],
          level: priority,
        },
      },
    ];
  },
};

/** The idle class has no levels (ioprio_set(2)), so that nothing is missing where it names none. */
function hasLevels(wanted: LinuxIOPriority): boolean {
  return wanted.class !== 'IOPRIO_CLASS_IDLE';
}
