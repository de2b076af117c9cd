import type { Plan } from '../../plan/plan.ts';
import { features as describeFeatures } from '../../runtime/features.ts';
import { planText } from '../../runtime/messages.ts';
import type { Invocation } from '../invocation.ts';

export function features({ report }: Invocation): Plan {
  return planText(`${JSON.stringify(describeFeatures(), null, 2)}\n`, report);
}
