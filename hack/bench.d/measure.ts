import { join } from 'node:path';
import { root } from '../lib/source-files.ts';
import type { Bench, Case } from './cases/case.ts';
import type { Competitor } from './competitor.ts';
import type { Series } from './series.ts';
import { startServices } from './service.ts';
import { Stage } from './stage.ts';
import { CommandFailed, Timer } from './timer.ts';

/** Where what is built or fetched for measuring stays. */
export const cache = join(root, '.build');

/** A program of native/bench, which `make -C native bench` makes. */
export function benchProgram(name: string): string {
  return join(cache, 'native/bench', name);
}

export interface Plan {
  readonly cases: readonly Case[];
  readonly competitors: readonly Competitor[];
  readonly rounds: number;
  readonly quick: boolean;
  readonly say: (line: string) => void;
}

/** Measures one case after the other. Whatever happens, nothing of it stays. */
export async function measure({ cases, ...plan }: Plan): Promise<Series[]> {
  const guest = benchProgram('guest');
  const stage = new Stage(guest);
  const timer = new Timer(benchProgram('timer'), stage.memory);
  // Ends the script at work, so that what follows clears away.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => timer.stop());
  const all: Series[] = [];
  let endServices: () => void = () => undefined;
  try {
    endServices = startServices(plan.competitors, stage);
    for (const each of cases) {
      const began = performance.now();
      all.push(...(await orNone(each, { ...plan, stage, timer, guest })));
      plan.say(`${each.name}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
    }
  } finally {
    endServices();
    stage.clear();
  }
  return all;
}

/** A command that fails ends its case only. */
async function orNone(each: Case, bench: Bench): Promise<Series[]> {
  try {
    return await each.measure(bench);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    bench.say(`${each.name} is given up: ${error.message}`);
    return [];
  }
}
