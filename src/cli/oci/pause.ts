import type { Plan } from '../../plan/plan.ts';
import { loadContainer } from '../../runtime/load-container.ts';
import { planPause, planResume } from '../../runtime/pause.ts';
import type { Invocation } from '../invocation.ts';

export function pause({ globals, report, words: [id = ''] }: Invocation): Plan {
  return planPause(loadContainer(globals.root, id), report);
}

export function resume({ globals, report, words: [id = ''] }: Invocation): Plan {
  return planResume(loadContainer(globals.root, id), report);
}
