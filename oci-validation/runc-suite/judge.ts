import type { TestResult } from './tap.ts';

/** A test that did not pass with the runtime under test, and how it ended with runc. */
export interface Compared {
  readonly ours: TestResult;
  readonly theirs: TestResult | undefined;
}

/** Reasons by test name; only for what no change of ours could mend. */
export type Reasons = Readonly<Record<string, string>>;

/** The results of one file: ours of all its tests, and those of runc as far as it ran them. */
export interface Played {
  readonly ours: readonly TestResult[];
  readonly theirs: readonly TestResult[];
}

/**
 * The tests by whose outcome a fault would be found: lost without a reason, or not lost with one. Many
 * wait for a fixed time, which a busy machine may exceed.
 */
export function doubtful({ ours, theirs }: Played, reasons: Reasons): readonly string[] {
  const passed = theirs.filter(({ outcome }) => outcome === 'passed').map(({ name }) => name);
  const isLost = ({ name, outcome }: TestResult) => outcome !== 'passed' && passed.includes(name);
  return ours.filter((one) => isLost(one) !== one.name in reasons).map(({ name }) => name);
}

/** The results with those of a second run in the place of the first. */
export function replaced(
  first: readonly TestResult[],
  second: readonly TestResult[],
): readonly TestResult[] {
  const names = new Set(second.map(({ name }) => name));
  return [...first.filter(({ name }) => !names.has(name)), ...second];
}

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
