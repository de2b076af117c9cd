import { plannerName } from '../host/engine.ts';
import { mark, takeMarks } from '../host/marks.ts';
import type { Op } from '../plan/ops.ts';
import type { Plan } from '../plan/plan.ts';
import { stamp, stamped } from '../plan/stamped.ts';

export { beginMarks } from '../host/marks.ts';

/**
 * The plan of a verb that tells how long each phase took: first the planner's own, as it has measured
 * them, by the name of the one that answers, then those of the plan; a plan without phases is one phase, called as the verb. asked: when,
 * in nanoseconds of CLOCK_MONOTONIC; only the executor knows.
 */
export function timed(plan: Plan, verb: string, asked = ''): Plan {
  mark('steps');
  const name = plannerName();
  const parts = takeMarks().map(({ part, took }) => stamp(`${name}: ${part}`, took));
  const since = BigInt(/^\d+$/.exec(asked)?.[0] ?? 0);
  const clock: Op = { op: 'startClock', at: 'timing', what: 'begin to measure', since };
  const hasPhases = plan.steps.some(({ op }) => op === 'stamp');
  const steps = hasPhases ? plan.steps : stamped(verb, plan.steps);
  return { ...plan, steps: [clock, ...parts, stamp(`${name}: answer`), ...steps] };
}
