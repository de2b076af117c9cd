import process from 'node:process';
import type { Plan } from '../plan/plan.ts';

interface QuickPlanner {
  readonly encodePlan: (plan: Plan, stamp: number) => Uint8Array;
}

/** The engine's own way to write the bytes of a plan; only that of native/quick-planner has one. */
export const engineEncoder = (process.getBuiltinModule('quick-planner') as QuickPlanner | undefined)
  ?.encodePlan;
