import type { Plan } from '../../plan/plan.ts';
import { features as describeFeatures } from '../../runtime/features.ts';
import { hereTable, rowsHere } from '../../runtime/features-here.ts';
import { planText } from '../../runtime/messages.ts';
import type { Invocation } from '../invocation.ts';

/** `features`: what the program can do; with --here what of it works on this host for this user. */
export function features({ report, values }: Invocation): Plan {
  if (values['here'] !== 'true') return planText(json(describeFeatures()), report);
  const rows = rowsHere();
  return planText(values['format'] === 'json' ? json(rows) : hereTable(rows), report);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
