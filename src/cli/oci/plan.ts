import { explainPlan } from '../../plan/explain.ts';
import type { Plan } from '../../plan/plan.ts';
import { planJson } from '../../plan/plan-json.ts';
import { loadBundle } from '../../runtime/load-bundle.ts';
import { planText } from '../../runtime/messages.ts';
import { planLaunch } from '../../runtime/run.ts';
import type { Invocation } from '../invocation.ts';
import { launchOptions } from './launch-options.ts';

/** `plan`: what create would do, with nothing done; with a terminal that only run can take, what run would. */
export function plan(invocation: Invocation): Plan {
  const { globals, report, values, words } = invocation;
  const print = values['format'] === 'json' ? planJson : explainPlan;
  const id = words[0] ?? 'container';
  const bundle = loadBundle(launchOptions(invocation, { id, foreground: true }));
  const planned = planLaunch({ ...bundle, root: globals.root, report });
  return planText(print(planned), report);
}
