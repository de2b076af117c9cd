import { errno } from '../../../lib/errno.ts';
import type { ErrnoRule } from '../../../plan/field-types.ts';
import type { Op } from '../../../plan/ops.ts';
import type { Slots } from '../../../plan/slots.ts';
import type { Step } from '../../../plan/step.ts';
import type { LinuxNamespaceType, Spec } from '../../../spec/config.ts';
import { namespaces as table } from '../../../spec/tables/namespaces.ts';
import type { FieldContext } from '../../field.ts';
import { keepsGroups } from '../../id-maps.ts';
import { quote } from '../../quote.ts';

/** A namespace given by path. */
export interface Joined {
  readonly type: LinuxNamespaceType;
  readonly path: string;
  /** JSON pointer of its entry. */
  readonly at: string;
}

const SIGKILL = 9;

/** Opened by the host, before anything of the container exists that could change what the paths mean. */
export function openSteps(joined: readonly Joined[], slots: Slots): readonly Step[] {
  return joined.map(({ type, path, at }) => ({
    phase: 'open',
    op: {
      op: 'openNamespace',
      at: `${at}/path`,
      what: `open the ${type} namespace ${quote(path)}`,
      path,
      type: table[type].cloneFlag,
      out: slots.take(slotName(type)),
    },
  }));
}

/**
 * Joins, in an order that both root and an ordinary user can go: a namespace of the host wants the
 * rights that are lost in a user namespace, and one that the user namespace owns wants the rights
 * that are only had there. So what is refused before is tried again after. The mount namespace
 * comes last, since with it the paths of the host are gone.
 */
export function joinOps(
  joined: readonly Joined[],
  { spec, slots }: Pick<FieldContext, 'spec' | 'slots'>,
): readonly Op[] {
  const user = joined.find(({ type }) => type === 'user');
  const mount = joined.filter(({ type }) => type === 'mount');
  const others = joined.filter(({ type }) => type !== 'user' && type !== 'mount');
  const join = (list: readonly Joined[], onErrno: readonly ErrnoRule[] = []): readonly Op[] =>
    list.map((namespace) => joinOp(namespace, slots, onErrno));
  const close: readonly Op[] = joined.map(({ type, at }) => ({
    op: 'close',
    at,
    what: `close the ${type} namespace`,
    slot: slots.take(slotName(type)),
  }));
  if (user === undefined) return [...join(others), ...join(mount), ...close];
  return [
    ...join(others, [{ errno: errno.EPERM, then: 'ignore' }]),
    ...dropGroups(user, spec),
    ...join([user]),
    ...becomeRoot(user),
    ...join(others),
    ...join(mount),
    ...close,
  ];
}

function joinOp({ type, path, at }: Joined, slots: Slots, onErrno: readonly ErrnoRule[]): Op {
  return {
    op: 'joinNamespace',
    at: `${at}/path`,
    what: `join the ${type} namespace ${quote(path)}`,
    onErrno,
    namespace: slots.take(slotName(type)),
    type: table[type].cloneFlag,
  };
}

/** A user namespace may deny setgroups(2), so that groups of the caller would stay. */
export function dropGroups({ at }: Pick<Joined, 'at'>, spec: Spec): readonly Op[] {
  if (keepsGroups(spec)) return [];
  const onErrno = [{ errno: errno.EPERM, then: 'ignore' }] as const;
  return [{ op: 'setGroups', at, what: 'drop the groups of the caller', onErrno, groups: [] }];
}

/** Until it has ids of the user namespace, init cannot act as its root. */
export function becomeRoot({ at }: Pick<Joined, 'at'>): readonly Op[] {
  return [
    { op: 'setIds', at, what: 'become root of the user namespace', uid: 0, gid: 0 },
    { op: 'parentDeath', at, what: 'die with the runtime until created', signal: SIGKILL },
  ];
}

function slotName(type: LinuxNamespaceType): string {
  return `${type}-namespace`;
}
