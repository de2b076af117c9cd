import { closeSync, openSync, readFileSync } from 'node:fs';
import { call, type Outcome } from './runtime.ts';

/** What a planner said, without what differs by time. */
export interface PlannerAnswer {
  readonly outcome: Outcome;
  readonly plan: Buffer;
}

/** Asks the planner at a path, as the executor does, and keeps its answer in a file meanwhile. */
export function askPlanner(
  planner: string,
  words: readonly string[],
  { file, wrapper = [], cwd = '/' }: { file: string; wrapper?: readonly string[]; cwd?: string },
): PlannerAnswer {
  const answer = openSync(file, 'w');
  const outcome = call([planner, ...words], { extra: [answer], wrapper, cwd });
  closeSync(answer);
  const plan = readFileSync(file, 'latin1').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME');
  return { outcome, plan: Buffer.from(plan, 'latin1') };
}
