import { errno } from '../lib/errno.ts';
import type { Op } from '../plan/ops.ts';
import type { Slots } from '../plan/slots.ts';
import type { Container } from './container.ts';

/** Opens the descriptor of init into the slot `process`; `gone` is said where it has ended. */
export function openInit({ record }: Container, slots: Slots, gone: string): Op {
  return {
    op: 'openProcess',
    at: 'state',
    what: `open process ${record.pid}`,
    onErrno: [{ errno: errno.ESRCH, then: 'say', text: gone }],
    pid: record.pid ?? 0,
    startTime: record.startTime ?? 0,
    out: slots.take('process'),
  };
}
