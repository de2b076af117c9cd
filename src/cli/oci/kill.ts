import { RuntimeError } from '../../errors/runtime-error.ts';
import type { Plan } from '../../plan/plan.ts';
import { planKill, planKillMany } from '../../runtime/kill.ts';
import { loadContainer } from '../../runtime/load-container.ts';
import { matchingIds } from '../../runtime/matching-ids.ts';
import { signalNumber } from '../../spec/signal-number.ts';
import type { Invocation } from '../invocation.ts';

/** What kill sends where no signal is given. */
export const DEFAULT_SIGNAL = 'SIGTERM';

export function kill({ globals, report, values, words }: Invocation): Plan {
  const [id = ''] = words;
  // Callers that have no signal to send give an empty word.
  const name = words[1] || DEFAULT_SIGNAL;
  const signal = signalNumber(name);
  if (signal === undefined) {
    throw new RuntimeError('usage', `unknown signal ${JSON.stringify(name)}`, {
      hint: 'give a number from 0 to 64 or a name such as TERM',
    });
  }
  const load = (name: string) => loadContainer(globals.root, name);
  const all = values['all'] === 'true';
  if (values['regex'] !== 'true') return planKill({ container: load(id), signal, all, report });
  const containers = matchingIds(globals.root, id).map(load);
  return planKillMany(
    containers.map((container) => ({ container, signal, all })),
    report,
  );
}
