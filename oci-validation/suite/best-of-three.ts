import { type ProgramResult, type ProgramRun, type Runtime, runProgram } from './run-program.ts';

/** `passes` of `runs` runs passed; `passed` is what most of them say. */
export interface Settled extends ProgramResult {
  readonly passes: number;
  readonly runs: number;
}

/**
 * Runs a program against every runtime. Where they disagree it is run twice more and most runs
 * decide: a few programs race with the container's process, and no rule should hang on luck.
 */
export async function settle(
  run: Omit<ProgramRun, 'runtime' | 'attempt'>,
  runtimes: readonly Runtime[],
): Promise<Settled[]> {
  const rounds = [await round(run, runtimes, 1)];
  if (disagree(rounds[0] ?? [])) {
    rounds.push(await round(run, runtimes, 2), await round(run, runtimes, 3));
  }
  return runtimes.map((runtime) => decide(ofRuntime(rounds.flat(), runtime)));
}

async function round(
  run: Omit<ProgramRun, 'runtime' | 'attempt'>,
  runtimes: readonly Runtime[],
  attempt: number,
): Promise<ProgramResult[]> {
  const results: ProgramResult[] = [];
  for (const runtime of runtimes) results.push(await runProgram({ ...run, runtime, attempt }));
  return results;
}

function disagree(results: readonly ProgramResult[]): boolean {
  return new Set(results.map((result) => result.passed)).size > 1;
}

function ofRuntime(results: readonly ProgramResult[], runtime: Runtime): ProgramResult[] {
  return results.filter((result) => result.runtime === runtime.name);
}

/** What most runs say, told with the words of a run that says so. */
export function decide(results: readonly ProgramResult[]): Settled {
  const passes = results.filter((result) => result.passed).length;
  const passed = passes * 2 > results.length;
  const typical = results.find((result) => result.passed === passed);
  if (typical === undefined) throw new Error('a program was never run');
  return { ...typical, passes, runs: results.length };
}
