import type { FieldContext } from '../fields/field.ts';
import { isRelayed } from '../fields/process/terminal.ts';
import { NONE } from '../plan/field-types.ts';
import type { Op } from '../plan/ops.ts';
import { slotNames } from '../plan/slot-names.ts';
import type { Step } from '../plan/step.ts';

/** What is sent to the command is meant for the process from the moment it may run. */
export function heldSignals(at: string): Step {
  return { phase: 'record', op: { op: 'holdSignals', at, what: 'hold signals back' } };
}

/** Stands in for the process until it ends, and for its terminal. */
export function awaitProcess(context: FieldContext, at: string): Op {
  const terminal = isRelayed(context) ? context.slots.take(slotNames.terminalMaster) : NONE;
  return { op: 'awaitChild', at, what: 'wait for the process', terminal };
}
