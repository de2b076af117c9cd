import { RuntimeError } from '../../errors/runtime-error.ts';
import { explainPlan } from '../../plan/explain.ts';
import type { Plan } from '../../plan/plan.ts';
import { planJson } from '../../plan/plan-json.ts';
import { planCreate } from '../../runtime/create.ts';
import { loadBundle } from '../../runtime/load-bundle.ts';
import { planText } from '../../runtime/messages.ts';
import type { Invocation } from '../invocation.ts';
import { launchOptions } from './launch-options.ts';

const printers: Readonly<Record<string, (plan: Plan) => string>> = {
  text: explainPlan,
  json: planJson,
};

/** `plan`: what create would do, with nothing done. */
export function plan(invocation: Invocation): Plan {
  const { globals, report, values, words } = invocation;
  const format = values['format'] ?? 'text';
  const print = printers[format];
  if (print === undefined) {
    throw new RuntimeError('usage', `--format is text or json: current value is ${format}`);
  }
  const options = launchOptions(invocation, words[0] ?? 'container', undefined);
  const planned = planCreate({ ...loadBundle(options), root: globals.root, report });
  return planText(print(planned), report);
}
