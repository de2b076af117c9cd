import type { Plan } from '../../plan/plan.ts';
import { loadContainer } from '../../runtime/load-container.ts';
import { planState } from '../../runtime/state.ts';
import type { Invocation } from '../invocation.ts';

export function state({ globals, report, words: [id = ''] }: Invocation): Plan {
  return planState(loadContainer(globals.root, id), report);
}
