import type { Competitor } from '../competitor.ts';
import type { Instruction } from '../script.ts';
import { labelOf, type Series, unmeasured } from '../series.ts';
import type { Stage } from '../stage.ts';
import { CommandFailed, type Timer } from '../timer.ts';

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
  readonly say: (line: string) => void;
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

/**
 * The competitors that can do this, each tried once: what one of them cannot do must not keep the
 * others from being measured.
 */
export async function able(
  bench: Bench,
  what: string,
  script: (competitor: Competitor) => readonly Instruction[],
): Promise<Competitor[]> {
  const found: Competitor[] = [];
  for (const competitor of bench.competitors) {
    try {
      await bench.timer.run(script(competitor));
      found.push(competitor);
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      bench.say(`${competitor.name} takes no part in ${what}: ${error.message}`);
    }
  }
  return found;
}

/** Those that read config.json, and so can do more than the plain container. */
export function readers(bench: Bench): Bench {
  return { ...bench, competitors: bench.competitors.filter(({ reads }) => reads) };
}
