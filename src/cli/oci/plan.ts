import { explainPlan } from '../../plan/explain.ts';
import type { Plan } from '../../plan/plan.ts';
import { planJson } from '../../plan/plan-json.ts';
import { planCreate } from '../../runtime/create.ts';
import { loadBundle } from '../../runtime/load-bundle.ts';
import { planText } from '../../runtime/messages.ts';
import type { Invocation } from '../invocation.ts';
import { launchOptions } from './launch-options.ts';

/** `plan`: what create would do, with nothing done. */
export function plan(invocation: Invocation): Plan {
  const { globals, report, values, words } = invocation;
  const print = values['format'] === 'json' ? planJson : explainPlan;
  const options = launchOptions(invocation, words[0] ?? 'container', undefined);
  const planned = planCreate({ ...loadBundle(options), root: globals.root, report });
  return planText(print(planned), report);
}
