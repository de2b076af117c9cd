import { engineEncoder } from '../host/plan-encoder.ts';
import { encodePlan } from '../plan/encode.ts';
import type { Plan } from '../plan/plan.ts';
import { PLAN_STAMP } from '../plan/stamp.generated.ts';

/** The bytes of a plan for the executor of this build, written by the engine itself where it can. */
export function encoded(plan: Plan): Uint8Array {
  return (engineEncoder ?? encodePlan)(plan, PLAN_STAMP);
}
