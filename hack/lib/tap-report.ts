import { Parser } from 'tap-parser';

/** One assertion that failed or was skipped, named by the path of tests that leads to it. */
export interface Finding {
  readonly name: string;
  /** The YAML block of the assertion, or the reason of a skip; may be empty. */
  readonly detail: string;
}

/** What one test program said, with leaf assertions counted once (a subtest is not one). */
export interface Report {
  readonly passed: number;
  readonly failed: readonly Finding[];
  readonly skipped: readonly Finding[];
  /** What is wrong with the stream itself, such as a plan that is missing or does not add up. */
  readonly broken: string | undefined;
}

interface Point {
  readonly ok: boolean;
  readonly name: string;
  readonly diag: unknown;
  readonly skip: string | boolean;
  readonly todo: string | boolean;
}

interface Tally {
  passed: number;
  broken: string | undefined;
  readonly failed: Finding[];
  readonly skipped: Finding[];
}

/**
 * Counts the leaf assertions of a TAP stream, nested subtests included.
 *
 * The point that closes a subtest repeats what its children said, so it counts only where it is
 * the sole bearer of a verdict: a skipped subtest has no children, and a failing one may have
 * failed for a reason none of them gave (a wrong plan, a timeout).
 */
export function readTap(text: string): Report {
  const tally: Tally = { passed: 0, failed: [], skipped: [], broken: undefined };
  const parser = new Parser();
  parser.on('complete', ({ failures }: { failures: readonly { tapError?: string | null }[] }) => {
    tally.broken = failures.find(({ tapError }) => tapError)?.tapError ?? undefined;
  });
  follow(parser, [], tally);
  parser.end(text);
  return tally;
}

function follow(parser: Parser, path: readonly string[], tally: Tally): void {
  let closing: { failedBefore: number; seenBefore: number } | undefined;
  parser.on('child', (child: Parser) => {
    closing = { failedBefore: tally.failed.length, seenBefore: seen(tally) };
    follow(child, [...path, child.name.trim()], tally);
  });
  parser.on('assert', (point: Point) => {
    const before = closing;
    closing = undefined;
    const explained = before !== undefined && tally.failed.length > before.failedBefore;
    const counted = before !== undefined && seen(tally) > before.seenBefore;
    if (point.ok ? counted : explained) return;
    count(point, path, tally);
  });
}

function count(point: Point, path: readonly string[], tally: Tally): void {
  const name = [...path, point.name.trim()].filter(Boolean).join(' > ');
  if (point.skip || point.todo) {
    const reason = point.skip || point.todo;
    tally.skipped.push({ name, detail: typeof reason === 'string' ? reason : '' });
  } else if (point.ok) tally.passed += 1;
  else tally.failed.push({ name, detail: detailOf(point.diag) });
}

function seen(tally: Tally): number {
  return tally.passed + tally.failed.length + tally.skipped.length;
}

function detailOf(diag: unknown): string {
  if (diag === undefined || diag === null) return '';
  return typeof diag === 'string' ? diag : JSON.stringify(diag, null, 2);
}
