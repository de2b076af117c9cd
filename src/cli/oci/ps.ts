import { RuntimeError } from '../../errors/runtime-error.ts';
import type { Plan } from '../../plan/plan.ts';
import { loadContainer } from '../../runtime/load-container.ts';
import { planPs } from '../../runtime/ps.ts';
import type { Invocation } from '../invocation.ts';
import { tableOrJson } from './table-or-json.ts';

export function ps({ globals, report, values, words }: Invocation): Plan {
  const [id = '', ...options] = words;
  const format = tableOrJson(values);
  const container = loadContainer(globals.root, id);
  if (options.length > 0) {
    const given = JSON.stringify(options.join(' '));
    throw new RuntimeError('usage', `ps takes no options of ps(1): current value is ${given}`, {
      hint: `give ps(1) the pids that "pelagos ps --format json ${id}" prints, and options before the id`,
    });
  }
  return planPs({ container, format, report });
}
