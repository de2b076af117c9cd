import { hookOps } from '../fields/hooks.ts';
import type { Op } from '../plan/ops.ts';
import type { ContainerRecord } from './record.ts';
import { hookState } from './state.ts';

/**
 * The poststop hooks of a container that is gone. One that fails is a warning: it keeps neither the
 * others nor the delete from being done (runtime.md#lifecycle).
 */
export function poststopOps(record: ContainerRecord): readonly Op[] {
  const { poststop } = record.hooks;
  if (poststop.length === 0) return [];
  return hookOps(poststop, 'poststop', hookState(record, 'stopped'), { mayFail: true });
}
