import type { Op, OpOf } from './ops.ts';

/** Notes the end of a phase, for --timing; took: nanoseconds, 0: all since the stamp before. */
export function stamp(phase: string, took = 0): OpOf<'stamp'> {
  return { op: 'stamp', at: 'timing', what: `note the end of "${phase}"`, phase, took };
}

/** The steps of a phase and its end; the wait for the program is a phase of its own. */
export function stamped(phase: string, steps: readonly Op[]): readonly Op[] {
  if (steps.length === 0) return [];
  const wait = steps.findIndex(({ op }) => op === 'awaitChild');
  if (wait < 0) return [...steps, stamp(phase)];
  const [before, behind] = [steps.slice(0, wait), steps.slice(wait + 1)];
  const program = [...steps.slice(wait, wait + 1), stamp('program')];
  return [...stamped(phase, before), ...program, ...stamped('delete', behind)];
}
