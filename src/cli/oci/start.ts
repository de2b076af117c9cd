import type { Plan } from '../../plan/plan.ts';
import { loadContainer } from '../../runtime/load-container.ts';
import { planStart } from '../../runtime/start.ts';
import type { Invocation } from '../invocation.ts';

export function start({ globals, report, words: [id = ''] }: Invocation): Plan {
  return planStart(loadContainer(globals.root, id), report);
}
