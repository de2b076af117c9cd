import { errno } from '../../lib/errno.ts';
import type { Field } from '../field.ts';
import { placementOf } from '../namespace-placement.ts';

const SIGKILL = 9;

/**
 * Root of the new user namespace, as soon as its maps are written: until then init has the overflow
 * ids, with which nothing can be mounted or made. Who joins a user namespace is root of it already.
 */
export const identity: Field = {
  pointer: 'default:identity',
  compile({ mode, spec }) {
    if (mode === 'exec' || placementOf(spec, 'user') !== 'new') return [];
    const at = '/linux/namespaces';
    const text = 'uidMappings and gidMappings must map the container id 0';
    return [
      {
        phase: 'identity',
        op: {
          op: 'setIds',
          at,
          what: 'become root of the user namespace',
          onErrno: [{ errno: errno.EINVAL, then: 'hint', text }],
          uid: 0,
          gid: 0,
        },
      },
      {
        phase: 'identity',
        // The kernel clears it when the effective user changes.
        op: { op: 'parentDeath', at, what: 'die with the runtime until created', signal: SIGKILL },
      },
    ];
  },
};
