import { errno } from '../../lib/errno.ts';
import type { Field } from '../field.ts';
import { placementOf } from '../namespace-placement.ts';

/**
 * A new network namespace has its loopback down, and no client sets it up: programs would not reach
 * even themselves. A namespace given by path is its maker's.
 */
export const loopback: Field = {
  pointer: 'default:loopback',
  compile({ mode, spec }) {
    if (mode === 'exec' || placementOf(spec, 'network') !== 'new') return [];
    const text = 'the caller needs CAP_NET_ADMIN, or a user namespace for the container';
    return [
      {
        phase: 'namespaces',
        op: {
          op: 'interfaceUp',
          at: 'default:loopback',
          what: 'set the loopback device up',
          onErrno: [{ errno: errno.EPERM, then: 'hint', text }],
          name: 'lo',
        },
      },
    ];
  },
};
