import process from 'node:process';

/** A part of the planner's life, and how many nanoseconds it took. */
export interface Mark {
  readonly part: string;
  readonly took: number;
}

const marks: Mark[] = [];
/** Nanoseconds since the process began; undefined: nobody wants to know. */
let last: number | undefined;

/** Begins to measure; all before it is the part `start`. */
export function beginMarks(): void {
  last = 0;
  mark('start');
}

/** Notes the end of a part; nothing where nobody has begun to measure. */
export function mark(part: string): void {
  if (last === undefined) return;
  const now = Math.round(process.uptime() * 1e9);
  // 0 stands for "not known" in the plan.
  marks.push({ part, took: Math.max(1, now - last) });
  last = now;
}

/** What was noted, in its order. */
export function takeMarks(): readonly Mark[] {
  return marks.splice(0);
}
