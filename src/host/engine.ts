import { writeSync } from 'node:fs';
import process from 'node:process';
import { callingProcess } from './view.ts';
import { openWarmChannel } from './warm-channel.ts';

/** The one place that knows the JavaScript engine's process: arguments, environment, answer. */

/** The descriptor that the executor reads the answer from. */
const ANSWER_FD = 3;

/** The arguments behind the program's name. */
export function commandLine(): readonly string[] {
  return process.argv.slice(2);
}

/** The name by which the program was called, without its directories. */
export function calledAs(): string {
  const path = callingProcess().calledAs();
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The value of an environment variable; the empty one counts as absent, as callers set it so. */
export function environment(name: string): string | undefined {
  const value = callingProcess().environment(name);
  return value === '' ? undefined : value;
}

/** The process that started this one: the executor, which is the one that a person or engine called. */
export function parentProcess(): number {
  return callingProcess().pid();
}

/** Undefined where that of the executor has no path. */
export function workingDirectory(): string | undefined {
  return callingProcess().workingDirectory();
}

export function effectiveIds(): { readonly uid: number; readonly gid: number } {
  return callingProcess().effectiveIds();
}

/** To be called before a moment is told in local time. */
export function requireTimeZone(): void {
  callingProcess().requireTimeZone();
}

/** Whether requests come one after the other; only the executor that serves sets the variable. */
export function isWarm(): boolean {
  return process.env['SERVES_REQUESTS'] === '1';
}

/** Which of those that give the same answers this is. */
export function plannerName(): 'planner' | 'quick planner' | 'warm planner' {
  if (isWarm()) return 'warm planner';
  return process.argv[0] === 'quick-planner' ? 'quick planner' : 'planner';
}

export function machine(): string {
  return process.arch;
}

/** Hands the encoded plan to the executor. */
export function answer(plan: Uint8Array): void {
  let written = 0;
  while (written < plan.length) {
    written += writeSync(ANSWER_FD, plan, written, plan.length - written);
  }
}

/**
 * Sends what is stored for later verbs. The executor works by now, and may have ended; and without it
 * those verbs ask a planner, which meets the same fault and tells it.
 */
export function answerLater(later: () => Uint8Array): void {
  try {
    openWarmChannel(ANSWER_FD).send('later', later());
  } catch {
    // Words of ours would stand among those of a verb that succeeds.
  }
}

/** Ends the planner for a fault of its own: a person sees the trace, since nobody else can mend it. */
export function crash(error: unknown): never {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  writeSync(2, `pelagos: internal error in the planner: ${trace}\n`);
  process.exit(70);
}
