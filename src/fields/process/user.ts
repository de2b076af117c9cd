import type { Fault } from '../../errors/fault.ts';
import { errno } from '../../lib/errno.ts';
import type { ErrnoRule } from '../../plan/field-types.ts';
import type { Op } from '../../plan/ops.ts';
import type { Field, FieldContext } from '../field.ts';
import { deniesSetGroups, type IdKind, isMapped, keepsGroups } from '../id-maps.ts';
import { placementOf } from '../namespace-placement.ts';
import { below } from '../quote.ts';

const pointer = '/process/user';
const section = 'config.md#posix-platform-user';

/** 2^32 - 1 means "no change" to the kernel, and half of the range is what all tools can hold. */
const highestId = 2 ** 31 - 1;

/** NGROUPS_MAX of linux/limits.h. */
const mostGroups = 65_536;

const SIGKILL = 9;

/** Groups (the empty list too: those of the caller must not stay), group and user, with what the change takes away put back. */
export const user: Field = {
  pointer,
  check(context) {
    const { process } = context.spec;
    if (process === undefined) return [];
    const { uid = 0, gid = 0, additionalGids = [] } = process.user ?? {};
    return [
      ...idFaults(context, 'uid', { pointer: `${pointer}/uid`, id: uid }),
      ...idFaults(context, 'gid', { pointer: `${pointer}/gid`, id: gid }),
      ...additionalGids.flatMap((id, index) =>
        idFaults(context, 'gid', { pointer: below(`${pointer}/additionalGids`, index), id }),
      ),
      ...groupFaults(context, additionalGids.length),
    ];
  },
  compile(context) {
    if (context.spec.process === undefined) return [];
    return opsOf(context).map((op) =>
      op.op === 'keepCapabilities' && !op.keep
        ? { phase: 'capabilities', op }
        : { phase: 'ids', op },
    );
  },
};

interface Id {
  readonly pointer: string;
  readonly id: number;
}

function idFaults({ spec }: FieldContext, kind: IdKind, { pointer: at, id }: Id): readonly Fault[] {
  if (id > highestId) {
    const problem = `is ${id}; wanted a number from 0 to ${highestId}`;
    return [{ pointer: at, problem, section }];
  }
  if (isMapped(spec, kind, id)) return [];
  const problem = `is ${id}, which linux.${kind}Mappings does not map`;
  return [{ pointer: at, problem, section }];
}

function groupFaults({ spec, facts }: FieldContext, count: number): readonly Fault[] {
  const at = `${pointer}/additionalGids`;
  if (count > mostGroups) {
    const problem = `has ${count} entries; the kernel takes ${mostGroups}`;
    return [{ pointer: at, problem, section }];
  }
  if (count === 0 || keepsGroups(spec) || !deniesSetGroups(spec, facts)) return [];
  const problem =
    'cannot be set in a user namespace that maps only the own group of an ordinary user; map a range of ids by newgidmap, or leave them out';
  return [{ pointer: at, problem, section }];
}

function opsOf(context: FieldContext): readonly Op[] {
  const { uid = 0, gid = 0 } = context.spec.process?.user ?? {};
  const at = pointer;
  const text = `the user namespace must map uid ${uid} and gid ${gid}`;
  return [
    { op: 'keepCapabilities', at, what: 'keep capabilities over the change of user', keep: true },
    { op: 'chownStdio', at, what: `give the standard streams to uid ${uid}`, uid },
    ...setGroups(context),
    {
      op: 'setIds',
      at,
      what: `become uid ${uid} and gid ${gid}`,
      onErrno: [{ errno: errno.EINVAL, then: 'hint', text }],
      uid,
      gid,
    },
    // The kernel clears it when the effective user changes.
    { op: 'parentDeath', at, what: 'die with the runtime until created', signal: SIGKILL },
    { op: 'keepCapabilities', at, what: 'stop keeping capabilities', keep: false },
  ];
}

function setGroups({ spec, facts }: FieldContext): readonly Op[] {
  const groups = spec.process?.user?.additionalGids ?? [];
  if (keepsGroups(spec) || deniesSetGroups(spec, facts)) return [];
  const what = groups.length === 0 ? 'drop all groups' : `set the groups ${groups.join(', ')}`;
  // A user namespace that we have not made may deny setgroups(2): what can be dropped was dropped
  // before it was joined.
  const foreign = facts.inUserNamespace || placementOf(spec, 'user') === 'joined';
  const onErrno: readonly ErrnoRule[] =
    foreign && groups.length === 0 ? [{ errno: errno.EPERM, then: 'ignore' }] : [];
  return [{ op: 'setGroups', at: `${pointer}/additionalGids`, what, onErrno, groups }];
}
