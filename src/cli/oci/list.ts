import type { Plan } from '../../plan/plan.ts';
import { planList } from '../../runtime/list.ts';
import { loadContainers } from '../../runtime/load-containers.ts';
import type { Invocation } from '../invocation.ts';
import { tableOrJson } from './table-or-json.ts';

export function list({ globals, report, values }: Invocation): Plan {
  const format = tableOrJson(values);
  const { containers, unreadable } = loadContainers(globals.root, globals.rootGiven);
  return planList({
    containers,
    unreadable,
    form: values['quiet'] === 'true' ? 'ids' : format,
    report,
  });
}
