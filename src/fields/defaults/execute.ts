import type { Op } from '../../plan/ops.ts';
import type { Step } from '../../plan/step.ts';
import type { Process } from '../../spec/config.ts';
import type { Field } from '../field.ts';
import { environmentOf } from '../process/environment.ts';
import { quote } from '../quote.ts';

/** The end of init: descriptors closed, the program executed. Without a process there is nothing to start. */
export const execute: Field = {
  pointer: 'default:execute',
  compile({ spec, options }) {
    const { preserveFds } = options;
    const inherit: Op = {
      op: 'inheritFds',
      at: 'default:inherited-descriptors',
      what: 'close the descriptors that the program must not inherit',
      count: preserveFds,
    };
    const last = spec.process === undefined ? nothingToStart : program(spec.process);
    const steps: readonly Step[] = [
      { phase: 'execute', op: inherit },
      { phase: 'execute', op: last },
    ];
    if (preserveFds === 0) return steps;
    const what = `pass on the descriptors 3 to ${preserveFds + 2}`;
    const preserve: Op = { op: 'preserveFds', at: '--preserve-fds', what, count: preserveFds };
    return [{ phase: 'claim', op: preserve }, ...steps];
  },
};

const nothingToStart: Op = {
  op: 'fail',
  at: '/process',
  what: 'start the container',
  message: 'cannot start the container: config.json has no process',
  code: 1,
};

function program(process: Process): Op {
  const args = process.args ?? [];
  return {
    op: 'execute',
    at: '/process/args',
    what: `execute ${quote(args[0] ?? '')}`,
    args,
    env: environmentOf(process).entries,
  };
}
