export type Outcome = 'passed' | 'failed' | 'skipped';

export interface TestResult {
  readonly file: string;
  readonly name: string;
  readonly outcome: Outcome;
  /** Why it was skipped, or what bats printed of the failure. */
  readonly text: string;
}

const result = /^(not )?ok \d+ (.*?)(?: # skip ?(.*))?$/;

/**
 * Reads what `bats --formatter tap` prints for one file. Lines that the programs under test wrote
 * in between count as text of the test before them.
 */
export function readTap(file: string, tap: string): TestResult[] {
  const results: TestResult[] = [];
  for (const line of tap.split('\n').map((each) => each.trimEnd())) {
    const found = result.exec(line);
    const last = results.at(-1);
    if (found) results.push(toResult(file, found));
    else if (last) results[results.length - 1] = { ...last, text: `${last.text}${line}\n` };
  }
  return results;
}

function toResult(file: string, [, not, name = '', reason]: RegExpExecArray): TestResult {
  if (reason !== undefined) return { file, name, outcome: 'skipped', text: `${reason}\n` };
  return { file, name, outcome: not === undefined ? 'passed' : 'failed', text: '' };
}
