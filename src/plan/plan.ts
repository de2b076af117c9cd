import type { Op } from './ops.ts';

/** Where the executor reports a failure, and with which exit code it then ends. */
export interface Report {
  /**
   * The `--log` file, or the socket of a log daemon; empty: none. Opened before the first step, so
   * that a failure can be told.
   */
  readonly logPath: string;
  readonly logFormat: 'text' | 'json' | 'journald' | 'syslog';
  /** What a log daemon keeps the records under: printable ASCII. */
  readonly logName?: string;
  readonly exitCode: number;
}

/**
 * What the planner answers and the executor does: the whole of it, and nothing beside it but what is
 * stored for later verbs.
 * A text to print is a plan of one `print`.
 */
export interface Plan {
  readonly report: Report;
  /** A name for each slot, by its number; for people only. */
  readonly slots: readonly string[];
  /** The host track. What undoes a step is an `onFailure` behind it. */
  readonly steps: readonly Op[];
  /**
   * What `storePlans` stores: made behind the answer, while the executor does the steps before it. Absent
   * where there is no such step.
   */
  readonly later?: () => Uint8Array;
}
