import type { Op } from './ops.ts';
import type { PhaseName } from './phases.ts';

/** An op and the phase it belongs to: what fields give, and what the assembler puts in order. */
export interface Step {
  readonly phase: PhaseName;
  readonly op: Op;
}
