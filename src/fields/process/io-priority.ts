import { errno } from '../../lib/errno.ts';
import { ioPriorityClasses } from '../../spec/tables/scheduling.ts';
import type { Field } from '../field.ts';

const pointer = '/process/ioPriority';
const lowestLevel = 7;

export const ioPriority: Field = {
  pointer,
  check({ spec }) {
    const level = spec.process?.ioPriority?.priority;
    if (level === undefined || (level >= 0 && level <= lowestLevel)) return [];
    const problem = `is ${level}; wanted a number from 0 (highest) to ${lowestLevel}`;
    return [{ pointer: `${pointer}/priority`, problem, section: 'config.md#linux-process' }];
  },
  compile({ spec }) {
    const wanted = spec.process?.ioPriority;
    if (wanted === undefined) return [];
    const text = 'the real-time class needs CAP_SYS_ADMIN or CAP_SYS_NICE';
    return [
      {
        phase: 'attributes',
        op: {
          op: 'ioPriority',
          at: pointer,
          what: `set the I/O priority ${wanted.class} ${wanted.priority}`,
          onErrno: [{ errno: errno.EPERM, then: 'hint', text }],
          class: ioPriorityClasses[wanted.class],
          level: wanted.priority,
        },
      },
    ];
  },
};
