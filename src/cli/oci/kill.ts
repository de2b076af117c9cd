import { RuntimeError } from '../../errors/runtime-error.ts';
import type { Plan } from '../../plan/plan.ts';
import { planKill } from '../../runtime/kill.ts';
import { loadContainer } from '../../runtime/load-container.ts';
import { signalNumber } from '../../spec/signal-number.ts';
import type { Invocation } from '../invocation.ts';

/** What kill sends where no signal is given. */
export const DEFAULT_SIGNAL = 'SIGTERM';

export function kill({ globals, report, values, words }: Invocation): Plan {
  const [id = '', name = DEFAULT_SIGNAL] = words;
  const signal = signalNumber(name);
  if (signal === undefined) {
    throw new RuntimeError('usage', `unknown signal ${JSON.stringify(name)}`, {
      hint: 'give a number from 0 to 64 or a name such as TERM',
    });
  }
  const container = loadContainer(globals.root, id);
  return planKill({ container, signal, all: values['all'] === 'true', report });
}
