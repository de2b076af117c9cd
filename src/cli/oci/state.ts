import type { Plan } from '../../plan/plan.ts';
import { loadContainer } from '../../runtime/load-container.ts';
import { planText } from '../../runtime/messages.ts';
import { displayedState } from '../../runtime/state.ts';
import type { Invocation } from '../invocation.ts';

export function state({ globals, report, words: [id = ''] }: Invocation): Plan {
  const container = loadContainer(globals.root, id);
  return planText(`${JSON.stringify(displayedState(container), null, 2)}\n`, report);
}
