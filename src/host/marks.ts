import process from 'node:process';

/** A part of the planner's life, and how many nanoseconds it took. */
export interface Mark {
  readonly part: string;
  readonly took: number;
}

const marks: Mark[] = [];
/** Nanoseconds since the epoch; undefined: nobody wants to know. */
let last: number | undefined;
/** When the request began that is answered, in nanoseconds of the life of the process. */
let epoch = 0;

/** For a process that answers one request after the other: the next one begins, and nobody measures. */
export function restartMarks(): void {
  marks.length = 0;
  last = undefined;
  epoch = uptime();
}

/** Begins to measure; all before it is the part `start`. */
export function beginMarks(): void {
  last = 0;
  mark('start');
}

/** Notes the end of a part; nothing where nobody has begun to measure. */
export function mark(part: string): void {
  if (last === undefined) return;
  const now = uptime() - epoch;
  // 0 stands for "not known" in the plan.
  marks.push({ part, took: Math.max(1, now - last) });
  last = now;
}

/** What was noted, in its order. */
export function takeMarks(): readonly Mark[] {
  return marks.splice(0);
}

function uptime(): number {
  return Math.round(process.uptime() * 1e9);
}
