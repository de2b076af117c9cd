/** One broken rule, at a place a reader can open. Lines count from 1. */
export interface Fault {
  readonly file: string;
  readonly line: number;
  /** What is broken and why the rule is there. */
  readonly text: string;
}

/** A source file as the checkers see it: path relative to the root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Prints each fault as `file:line text` and makes the process fail if there is one. */
export function report(faults: readonly Fault[]): void {
  for (const { file, line, text } of faults) console.log(`${file}:${line} ${text}`);
  if (faults.length > 0) process.exitCode = 1;
}
