import type { Plan } from '../../plan/plan.ts';
import { loadContainer } from '../../runtime/load-container.ts';
import { planPs } from '../../runtime/ps.ts';
import type { Invocation } from '../invocation.ts';
import { tableOrJson } from './table-or-json.ts';

export function ps({ globals, report, values, words: [id = '', ...options] }: Invocation): Plan {
  const format = tableOrJson(values);
  return planPs({ container: loadContainer(globals.root, id), format, options, report });
}
