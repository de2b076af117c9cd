import type { OpDefinition } from '../field-types.ts';

/** Ops that speak to the caller and keep two executors apart (native/op-flow.c). */
export const flowOps = {
  print: {
    doc: 'Writes text to the file descriptor fd (1 or 2) of the caller.',
    fields: { fd: 'u32', text: 'text' },
  },
  log: {
    doc: 'Appends one record of the level (debug, info, warning) to the log. Without a log a warning goes to the standard error, and nothing else anywhere.',
    fields: { level: 'string', message: 'text' },
  },
  fail: {
    doc: 'Ends the plan as failed with this message, as if a step had failed; code is the exit code.',
    fields: { message: 'string', code: 'u32' },
  },
  onFailure: {
    doc: 'Keeps undo for the case that a later step of the host track fails (last kept, first run; each op of it whatever became of the one before). Put right behind the step that it undoes.',
    fields: { undo: 'ops' },
  },
  startClock: {
    doc: 'For --timing: measures from since on, in nanoseconds of CLOCK_MONOTONIC; 0: from now on.',
    fields: { since: 'u64' },
  },
  stamp: {
    doc: 'For --timing: notes that phase took so many nanoseconds; 0: all since the stamp before, or since startClock. The executor writes what is noted to the standard error once the plan has ended.',
    fields: { phase: 'string', took: 'u64' },
  },
  lock: {
    doc: 'Opens the directory path and takes its exclusive flock(2), waiting at most timeout milliseconds; out holds the descriptor. ENOENT where it is gone.',
    fields: { path: 'string', timeout: 'u32', out: 'out' },
  },
  expect: {
    doc: 'Compares the file path with content. Where they differ (or the file is gone) the plan is stale: the executor drops its locks and asks the planner again, at most 16 times. An empty content wants the file to be absent or empty.',
    fields: { path: 'string', content: 'bytes' },
  },
} as const satisfies Record<string, OpDefinition>;
