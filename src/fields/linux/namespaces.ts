import { errno } from '../../lib/errno.ts';
import { type ErrnoRule, NONE, type Slot } from '../../plan/field-types.ts';
import type { Op } from '../../plan/ops.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { Step } from '../../plan/step.ts';
import type { LinuxNamespaceType, Spec } from '../../spec/config.ts';
import { namespaces as table } from '../../spec/tables/namespaces.ts';
import type { Field, FieldContext } from '../field.ts';
import { isMadeBeside } from './cgroups-path/beside.ts';
import { clonesIntoCgroup, containerCgroup } from './cgroups-path.ts';
import { enterSteps } from './namespaces/enter.ts';
import { type Joined, joinOps, openSteps } from './namespaces/join.ts';
import { namespaceFaults } from './namespaces/rules.ts';

const pointer = '/linux/namespaces';

/**
 * Init makes these itself later: the root of a cgroup namespace is the cgroup that init is in then,
 * and clock offsets are written before any process is in a time namespace.
 */
const madeByInit: ReadonlySet<LinuxNamespaceType> = new Set(['cgroup', 'time']);

/** The root of its message queues belongs to who makes the namespace: to a mapped id, then. */
const madeAsMappedRoot: ReadonlySet<LinuxNamespaceType> = new Set(['cgroup', 'time', 'ipc']);

/** The one clone of the plan, and the namespaces of init: new ones, and those given by path. */
export const namespaces: Field = {
  pointer,
  check({ spec }) {
    return namespaceFaults(spec);
  },
  compile(context) {
    if (context.mode === 'exec') {
      return [...cloneSteps(context, 0), ...enterSteps(context)];
    }
    const joined = joinedOf(context.spec);
    return joined.length === 0
      ? [...newSteps(context), ...laterNamespaces(context.spec)]
      : [
          ...openSteps(joined, context.slots),
          ...cloneSteps(context, 0),
          ...joinSteps(joined, context),
          ...laterNamespaces(context.spec),
        ];
  },
};

const network = table.network.cloneFlag;

/** A network namespace takes the kernel longer than all others: init makes it while the host goes on. */
function newSteps(context: FieldContext): readonly Step[] {
  const flags = flagsOf(context.spec);
  if (!isMadeBeside(context)) return cloneSteps(context, flags);
  const what = 'make the network namespace';
  const unshare: Op = { op: 'unshare', at: pointer, what, flags: network };
  return [...cloneSteps(context, flags - network), { phase: 'join', op: unshare }];
}

function joinedOf(spec: Spec): readonly Joined[] {
  return (spec.linux?.namespaces ?? []).flatMap(({ type, path = '' }, index) =>
    path === '' ? [] : [{ type, path, at: `${pointer}/${index}` }],
  );
}

/** The flags of what is new and made by a clone. */
function flagsOf(spec: Spec): number {
  const later = madeLater(spec);
  return (spec.linux?.namespaces ?? [])
    .filter(({ type, path = '' }) => path === '' && !later.has(type))
    .reduce((flags, { type }) => flags + table[type].cloneFlag, 0);
}

function madeLater(spec: Spec): ReadonlySet<LinuxNamespaceType> {
  const hasUser = (spec.linux?.namespaces ?? []).some(({ type }) => type === 'user');
  return hasUser ? madeAsMappedRoot : madeByInit;
}

function cloneSteps(context: FieldContext, flags: number): readonly Step[] {
  const init = context.slots.take(slotNames.init);
  const clone: Op = {
    op: 'clone',
    at: pointer,
    what: 'clone the process of the container',
    onErrno: [...cloneHints, ...busyRules(context)],
    flags,
    cgroup: cgroupSlot(context),
    memory: memoryDirectory(context),
    out: init,
    init: [],
  };
  const what = 'end the process of the container';
  const undo: readonly Op[] = [{ op: 'killChild', at: pointer, what, pid: init }];
  const keep: Op = { op: 'onFailure', at: pointer, what: 'keep how to undo the clone', undo };
  return [
    { phase: 'clone', op: clone },
    { phase: 'clone', op: keep },
  ];
}

/** What the cgroup that init is cloned into has to do with it. */
const cloneHints: readonly ErrnoRule[] = [
  {
    errno: errno.EACCES,
    then: 'hint',
    text: 'an ordinary user may enter a cgroup only from one in the same delegated part of the hierarchy; call it as "systemd-run --user --scope" does',
  },
  {
    errno: errno.EAGAIN,
    then: 'hint',
    text: 'a limit on processes is reached: of a cgroup above that of the container, or of the user',
  },
  {
    errno: errno.EOPNOTSUPP,
    then: 'hint',
    text: 'a cgroup above that of the container has processes of its own, and so can hand down no controllers; use another cgroupsPath',
  },
];

/** Where the kernel counts what memory the container has used up. */
function memoryDirectory(context: FieldContext): string {
  const { directories } = containerCgroup(context);
  return directories.find(({ controllers }) => controllers.includes('memory'))?.path ?? '';
}

/** It was opened as one that takes processes; the container may have changed that since. */
function busyRules({ options }: FieldContext): readonly ErrnoRule[] {
  if (options.enteredCgroups === undefined) return [];
  const text =
    'the cgroup hands controllers down, and no process may be in such a one; name one below it';
  return options.enteredCgroups.some(({ chosen }) => chosen)
    ? [{ errno: errno.EBUSY, then: 'hint', text }]
    : [{ errno: errno.EBUSY, then: 'stale' }];
}

function cgroupSlot(context: FieldContext): Slot {
  return clonesIntoCgroup(context) ? context.slots.take(slotNames.cgroup) : NONE;
}

function joinSteps(joined: readonly Joined[], context: FieldContext): readonly Step[] {
  const flags = flagsOf(context.spec);
  const ops = [...joinOps(joined, context)];
  // Neither a pid namespace nor what a joined user namespace must own takes effect in the caller.
  if (flags !== 0 || joined.some(({ type }) => type === 'pid')) {
    const what = 'go on in a child that is in the namespaces';
    ops.push({ op: 'continueInChild', at: pointer, what, flags });
  }
  return ops.map((op) => ({ phase: 'join', op }));
}

/** What init makes by unshare(2); the time namespace is its offsets' matter. */
function laterNamespaces(spec: Spec): readonly Step[] {
  const later = madeLater(spec);
  return (spec.linux?.namespaces ?? []).flatMap(({ type, path = '' }, index) => {
    if (path !== '' || type === 'time' || !later.has(type)) return [];
    const at = `${pointer}/${index}`;
    const what = `make the ${type} namespace`;
    return [{ phase: 'namespaces', op: { op: 'unshare', at, what, flags: table[type].cloneFlag } }];
  });
}
