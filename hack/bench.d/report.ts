import type { Absent } from './competitor.ts';
import type { Machine } from './machine.ts';
import type { Series } from './series.ts';

/** A run of hack/bench, whole: what `--json` writes. */
export interface Report {
  /** The day, as 2026-01-31. */
  readonly date: string;
  /** The command that made it. */
  readonly command: string;
  readonly machine: Machine;
  readonly versions: readonly { readonly name: string; readonly version: string }[];
  readonly absent: readonly Absent[];
  readonly series: readonly Series[];
}
