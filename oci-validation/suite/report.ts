import type { Settled } from './best-of-three.ts';

/** The fewest programs that the subject must pass: one more than any other runtime we know. */
export const leastPasses = 40;

/** Why the subject fails a program, by the program's name; from known-failures.json. */
export type Reasons = Readonly<Record<string, string>>;

export interface Judged {
  readonly table: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
  readonly notes: readonly string[];
  /** `N passed, N failed, N skipped`: a failure with an accepted reason counts as skipped. */
  readonly summary: string;
}

export interface ReportInput {
  readonly results: readonly Settled[];
  readonly runtimes: readonly string[];
  readonly subject: string;
  readonly reasons: Reasons;
  /** False when only some programs were asked for: the number of passes then says nothing. */
  readonly whole: boolean;
}

/** Lays the results side by side and holds the subject to the three rules of the suite. */
export function report(input: ReportInput): Judged {
  const programs = [...new Set(input.results.map((result) => result.program))].sort();
  const passed = (runtime: string, program: string): boolean =>
    input.results.some((r) => r.runtime === runtime && r.program === program && r.passed);
  const counts = Object.fromEntries(
    input.runtimes.map((name) => [name, programs.filter((p) => passed(name, p)).length]),
  );
  const rows = programs.map((program) => [
    program,
    ...input.runtimes.map((name) => (passed(name, program) ? 'pass' : 'FAIL')),
    reasonCell(input, program, passed(input.subject, program)),
  ]);
  const tally = { programs, passed, counts };
  const faults = faultsOf(input, tally);
  return {
    table: layOut([['program', ...input.runtimes, 'reason'], ...rows]),
    counts,
    faults,
    notes: notesOf(input, tally),
    summary: summarise(input, tally, faults),
  };
}

function summarise(input: ReportInput, tally: Tally, faults: readonly string[]): string {
  const missed = tally.programs.filter((program) => !tally.passed(input.subject, program));
  const faulty = missed.filter((program) => faults.some((at) => at.startsWith(`${program}:`)));
  // A fault that names no program, too few passes, counts as one failure of its own.
  const general = faults.filter((at) => !missed.some((program) => at.startsWith(`${program}:`)));
  const counts = {
    passed: tally.programs.length - missed.length,
    failed: faulty.length + general.length,
    skipped: missed.length - faulty.length,
  };
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
}

function reasonCell(input: ReportInput, program: string, subjectPassed: boolean): string {
  const hasSubject = input.runtimes.includes(input.subject);
  return hasSubject && subjectPassed ? '' : (input.reasons[program] ?? '');
}

interface Tally {
  readonly programs: readonly string[];
  readonly passed: (runtime: string, program: string) => boolean;
}

function faultsOf(
  input: ReportInput,
  tally: Tally & { readonly counts: Readonly<Record<string, number>> },
): string[] {
  const { subject } = input;
  if (!input.runtimes.includes(subject)) return [];
  const faults: string[] = [];
  const count = tally.counts[subject] ?? 0;
  if (input.whole && count < leastPasses) {
    faults.push(`${subject} passes ${count} programs, fewer than ${leastPasses}`);
  }
  for (const program of tally.programs) {
    if (tally.passed(subject, program)) continue;
    const others = input.runtimes.filter((name) => name !== subject && tally.passed(name, program));
    if (others.length > 0) {
      faults.push(`${program}: passed by ${others.join(' and ')}, failed by ${subject}`);
    }
    if (!input.reasons[program]) {
      faults.push(`${program}: failed by ${subject} with no reason in known-failures.json`);
    }
  }
  return faults;
}

function notesOf(input: ReportInput, tally: Tally): string[] {
  const notes: string[] = [];
  for (const result of input.results) {
    const at = `${result.runtime} ${result.program}`;
    if (result.leftovers.length > 0) notes.push(`${at} left ${result.leftovers.join(' ')}`);
    if (result.passes > 0 && result.passes < result.runs) {
      notes.push(`${at}: passed ${result.passes} of ${result.runs} runs`);
    }
  }
  if (!input.runtimes.includes(input.subject)) return notes;
  for (const program of Object.keys(input.reasons)) {
    if (tally.programs.includes(program) && tally.passed(input.subject, program)) {
      notes.push(`${program}: passes here, its reason in known-failures.json may go`);
    }
  }
  return notes;
}

function layOut(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}
