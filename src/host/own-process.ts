import process from 'node:process';
import type { CallingProcess } from './seen.ts';

/** A planner that was spawned for one call has all of its parent, the executor. */
export const ownProcess: CallingProcess = {
  calledAs: () => process.argv0,
  pid: () => process.ppid,
  effectiveIds: () => ({ uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0 }),
  // Where the executor has none, this process is at the root, and hears of it (native/ask.c).
  workingDirectory: () => (process.env['WITHOUT_DIRECTORY'] === '1' ? undefined : process.cwd()),
  environment: (name) => process.env[name],
  requireTimeZone: () => undefined,
};
