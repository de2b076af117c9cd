import { errno } from '../../lib/errno.ts';
import type { Op } from '../../plan/ops.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { Slots } from '../../plan/slots.ts';
import type { Field } from '../field.ts';

const at = 'default:keyring';

/**
 * A session keyring of the container's own: that of the caller holds keys of the host. It is
 * anonymous, since one with a name is joined by whoever of the same user asks for that name.
 */
export const keyring: Field = {
  pointer: at,
  compile({ spec, options, slots }) {
    if (options.noNewKeyring) return [];
    const label = spec.process?.selinuxLabel ?? '';
    const ops: readonly Op[] = [
      ...(label === '' ? [] : [labelNewKeys(label, slots)]),
      {
        op: 'joinKeyring',
        at,
        what: 'join a new session keyring',
        onErrno: [
          // A kernel without keyrings has nothing to protect.
          { errno: errno.ENOSYS, then: 'ignore' },
          { errno: errno.EDQUOT, then: 'hint', text: quotaHint },
        ],
      },
      ...(label === '' ? [] : [labelNewKeys('', slots)]),
    ];
    return ops.map((op) => ({ phase: 'session', op }));
  },
};

function labelNewKeys(label: string, slots: Slots): Op {
  return {
    op: 'writeProc',
    at: '/process/selinuxLabel',
    what: 'set the SELinux label of new keys',
    proc: slots.take(slotNames.proc),
    path: 'self/attr/keycreate',
    data: label,
  };
}

const quotaHint = 'raise kernel.keys.maxkeys of the host, or use --no-new-keyring';
