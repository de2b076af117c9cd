import type { FieldContext } from '../fields/field.ts';
import { isRelayed } from '../fields/process/terminal.ts';
import { NONE, type Slot } from '../plan/field-types.ts';
import type { Op } from '../plan/ops.ts';
import { slotNames } from '../plan/slot-names.ts';
import type { Step } from '../plan/step.ts';

/** What is sent to the command is meant for the process from the moment it may run. */
export function heldSignals(at: string): Step {
  return { phase: 'record', op: { op: 'holdSignals', at, what: 'hold signals back' } };
}

/** Stands in for the process until it ends, for its terminal, and where it is a service for its word. */
export function awaitProcess(
  context: FieldContext,
  at: string,
  readiness: { readonly notify: Slot; readonly service: Slot } = { notify: NONE, service: NONE },
): Op {
  const terminal = isRelayed(context) ? context.slots.take(slotNames.terminalMaster) : NONE;
  return { op: 'awaitChild', at, what: 'wait for the process', terminal, ...readiness };
}
