/** What one program did against one runtime. `status` is null when it was ended by a signal. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
  readonly timedOut: boolean;
}

/** `assertions` counts the TAP lines that passed: a program that prints none proves little. */
export interface Verdict {
  readonly passed: boolean;
  readonly assertions: number;
  readonly why: string;
}

/**
 * Judges a program as a TAP harness would: it must end by itself with exit status 0 and hold no
 * `not ok` but those marked TODO or SKIP. The hook programs make no assertion at all, and tell a
 * failure only by an error in a diagnostic that belongs to no line: a harness would miss it.
 */
export function judge(outcome: Outcome): Verdict {
  const lines = outcome.stdout.split('\n');
  const assertions = lines.filter((line) => /^ok\b/.test(line)).length;
  const why = fault(outcome, lines);
  return { passed: why === '', assertions, why };
}

function errorWithoutAssertion(lines: readonly string[]): string | undefined {
  if (lines.some((line) => /^(not )?ok\b/.test(line))) return undefined;
  return lines.find((line) => /^\s+"error":/.test(line))?.trim();
}

function fault(outcome: Outcome, lines: readonly string[]): string {
  if (outcome.timedOut) return 'did not end in time';
  const failed = lines.filter((line) => /^not ok\b/.test(line) && !/# (todo|skip)/i.test(line));
  const first = failed[0];
  if (first !== undefined) return `${failed.length} not ok, first: ${first.replace(/^not /, '')}`;
  if (lines.some((line) => line.startsWith('Bail out!'))) return 'bailed out';
  if (outcome.status !== 0) {
    return `exit status ${outcome.status ?? 'of a signal'}: ${lastLine(outcome.stderr)}`;
  }
  return errorWithoutAssertion(lines) ?? '';
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}
