import type { Competitor } from '../competitor.ts';
import { labelOf, type Series, unmeasured } from '../series.ts';
import type { Stage } from '../stage.ts';
import type { Timer } from '../timer.ts';

/** What a case measures with. */
export interface Bench {
  readonly stage: Stage;
  readonly timer: Timer;
  readonly competitors: readonly Competitor[];
  /** Of the cheapest cases; others take a part of it. */
  readonly rounds: number;
  /** Leaves out the largest points. */
  readonly quick: boolean;
  /** The empty program: the cost of the harness. */
  readonly guest: string;
}

/** Something to compare. */
export interface Case {
  /** The word of `--case`. */
  readonly name: string;
  /** What is measured, for the help. */
  readonly about: string;
  readonly measure: (bench: Bench) => Promise<Series[]>;
}

/** The numbers of the rounds, with one before them that only warms up. */
export function roundNumbers(rounds: number): number[] {
  return Array.from({ length: rounds + 1 }, (_, round) => round);
}

/** The label of a measured command; that of the first round is thrown away. */
export function roundLabel(round: number, parts: Parameters<typeof labelOf>[0]): string {
  return round === 0 ? unmeasured : labelOf(parts);
}

/** A part of the rounds for what takes longer: three at least. */
export function fewer(rounds: number, divisor: number): number {
  return Math.max(3, Math.round(rounds / divisor));
}
