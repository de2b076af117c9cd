import { type ProgramResult, type ProgramRun, type Runtime, runProgram } from './run-program.ts';

/** `passes` of `runs` runs passed; `passed` is what most of them say. */
export interface Settled extends ProgramResult {
  readonly passes: number;
  readonly runs: number;
}

/** So often is a program run whose own processes race: each run is won by either of them. */
const RACE_ROUNDS = 15;

/**
 * Runs a program against every runtime. Where they disagree, or all fail what is not known to fail,
 * it is run twice more and most runs decide: a few programs race with the container's process, and
 * no rule should hang on luck.
 */
export async function settle(
  run: Omit<ProgramRun, 'runtime' | 'attempt'>,
  runtimes: readonly Runtime[],
  { isKnownFailure, isRace }: { readonly isKnownFailure: boolean; readonly isRace: boolean },
): Promise<Settled[]> {
  const rounds = [await round(run, runtimes, 1)];
  if (isRace) {
    while (rounds.length < RACE_ROUNDS && needsMore(wins(rounds), false)) {
      rounds.push(await round(run, runtimes, rounds.length + 1));
    }
    return runtimes.map((runtime) => decideRace(ofRuntime(rounds.flat(), runtime)));
  }
  if (needsMore(rounds[0] ?? [], isKnownFailure)) {
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

export function needsMore(
  results: readonly Pick<ProgramResult, 'passed'>[],
  isKnownFailure: boolean,
): boolean {
  if (results.every(({ passed }) => passed)) return false;
  return !isKnownFailure || results.some(({ passed }) => passed);
}

function ofRuntime(
  results: readonly ProgramResult[],
  runtime: Pick<Runtime, 'name'>,
): ProgramResult[] {
  return results.filter((result) => result.runtime === runtime.name);
}

/** For each runtime, whether it has won a round. */
function wins(rounds: readonly (readonly ProgramResult[])[]): readonly { passed: boolean }[] {
  return (rounds[0] ?? []).map(({ runtime }) => ({
    passed: ofRuntime(rounds.flat(), { name: runtime }).some(({ passed }) => passed),
  }));
}

/** A race that was won once can be won: the runs that lost it say nothing of the runtime. */
export function decideRace(results: readonly ProgramResult[]): Settled {
  const won = results.filter(({ passed }) => passed);
  return { ...decide(won.length > 0 ? won : results), passes: won.length, runs: results.length };
}

/** What most runs say, told with the words of a run that says so. */
export function decide(results: readonly ProgramResult[]): Settled {
  const passes = results.filter((result) => result.passed).length;
  const passed = passes * 2 > results.length;
  const typical = results.find((result) => result.passed === passed);
  if (typical === undefined) throw new Error('a program was never run');
  return { ...typical, passes, runs: results.length };
}
