import type { TestResult } from './tap.ts';

/** A test that did not pass with the runtime under test, and how it ended with runc. */
export interface Compared {
  readonly ours: TestResult;
  readonly theirs: TestResult | undefined;
}

/** Reasons by test name; only for what no change of ours could mend. */
export type Reasons = Readonly<Record<string, string>>;

/**
 * The faults of a run: what runc passes must pass, and a reason may only stand where there is
 * something to excuse. `whole` says that all files were run.
 */
export function findFaults(
  compared: readonly Compared[],
  reasons: Reasons,
  whole: boolean,
): string[] {
  const lost = compared.filter(({ theirs }) => theirs?.outcome === 'passed');
  const unknown = compared.filter(({ theirs }) => theirs === undefined);
  const excused = new Set(lost.map(({ ours }) => ours.name));
  return [
    ...lost
      .filter(({ ours }) => !(ours.name in reasons))
      .map(
        ({ ours }) =>
          `runc passes what ${ours.outcome === 'failed' ? 'fails' : 'is skipped'} here: ${ours.file}: ${ours.name}`,
      ),
    ...unknown.map(({ ours }) => `it did not run with runc: ${ours.file}: ${ours.name}`),
    ...Object.keys(reasons)
      .filter((name) => whole && !excused.has(name))
      .map((name) => `no test needs this reason any more: ${name}`),
  ];
}
