import { errno } from '../lib/errno.ts';
import type { Op } from '../plan/ops.ts';
import { slotNames } from '../plan/slot-names.ts';
import type { Slots } from '../plan/slots.ts';
import { initSlots } from './init-status.ts';

/** Opens the descriptor of init into the slot `process`; `gone` is said where it has ended. */
export function openInit(slots: Slots, gone: string): Op {
  return {
    op: 'openProcess',
    at: 'state',
    what: 'open the init process',
    onErrno: [{ errno: errno.ESRCH, then: 'say', text: gone }],
    ...initSlots(slots),
    out: slots.take(slotNames.process),
  };
}
