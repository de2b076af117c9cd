import { errno } from '../../lib/errno.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { Field } from '../field.ts';

const pointer = '/process/oomScoreAdj';

/** OOM_SCORE_ADJ_MIN and OOM_SCORE_ADJ_MAX of linux/oom.h. */
const lowest = -1000;
const highest = 1000;

/** Written by the host, before the user of the container owns the file. Absent: left as it is. */
export const oomScoreAdj: Field = {
  pointer,
  check({ spec }) {
    const value = spec.process?.oomScoreAdj;
    if (value === undefined || (value >= lowest && value <= highest)) return [];
    const problem = `is ${value}; wanted a number from ${lowest} to ${highest}`;
    return [{ pointer, problem, section: 'config.md#linux-process' }];
  },
  compile({ spec, slots }) {
    const value = spec.process?.oomScoreAdj;
    if (value === undefined) return [];
    const text = 'only a process with CAP_SYS_RESOURCE may go below the value it has itself';
    return [
      {
        phase: 'identify',
        op: {
          op: 'writeKernelFile',
          at: pointer,
          what: `set the OOM score adjustment to ${value}`,
          onErrno: [{ errno: errno.EACCES, then: 'hint', text }],
          path: ['/proc/', slots.take(slotNames.init), '/oom_score_adj'],
          data: `${value}`,
        },
      },
    ];
  },
};
