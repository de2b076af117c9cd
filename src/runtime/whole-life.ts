import type { FieldContext } from '../fields/field.ts';
import type { Op } from '../plan/ops.ts';
import type { Slots } from '../plan/slots.ts';
import type { Step } from '../plan/step.ts';
import type { Container } from './container.ts';
import { deletionOps } from './delete.ts';
import { heldSignals } from './foreground.ts';

/** Before the program runs, since it may lose a child or be sent a signal at once. */
export function watched(
  { options }: FieldContext,
  { at, subreaper }: { readonly at: string; readonly subreaper: boolean },
): readonly Step[] {
  if (!options.foreground) return [];
  const reap: Op = { op: 'becomeSubreaper', at, what: 'reap the orphans of the container' };
  return [heldSignals(at), ...(subreaper ? [{ phase: 'record', op: reap } as const] : [])];
}

/** Who has deleted the container meanwhile has done what is left to do. */
export function deleteAtEnd(container: Container, slots: Slots, at: string): Op {
  const steps = deletionOps(container, slots, true);
  return { op: 'unlessStale', at, what: 'delete the container', steps };
}
