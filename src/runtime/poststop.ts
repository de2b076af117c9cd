import { hookOps } from '../fields/hooks.ts';
import type { Op } from '../plan/ops.ts';
import type { ContainerRecord } from './record.ts';
import { hookState } from './state.ts';

/** The poststop hooks of a container that is gone. */
export function poststopOps(record: ContainerRecord): readonly Op[] {
  return hookOps(record.hooks.poststop, 'poststop', hookState(record, 'stopped', undefined));
}
