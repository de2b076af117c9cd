import type { Fault } from '../../../errors/fault.ts';
import { NONE } from '../../../plan/field-types.ts';
import type { Op } from '../../../plan/ops.ts';
import { slotNames } from '../../../plan/slot-names.ts';
import type { Step } from '../../../plan/step.ts';
import { namespaces } from '../../../spec/tables/namespaces.ts';
import type { Field, FieldContext } from '../../field.ts';
import { readMounts } from '../../mounts/entry.ts';
import { placementOf } from '../../namespace-placement.ts';
import { rootfsPropagationOf } from '../../propagation.ts';

const pointer = '/linux/namespaces';
const section = 'config-linux.md#namespaces';
const hostSlot = 'inherited mount namespace';
const treeSlot = 'tree of mounts';

/**
 * A container without a mount namespace is in that of the runtime, and still no mount of it may
 * become one of the host. So init makes its mounts in a namespace of its own, copies them to a tree
 * that is attached nowhere, returns to the inherited namespace, and has the tree as its root. The
 * tree lasts as long as a process has its root there (the kernel keeps it connected), and leaves
 * nothing to unmount.
 */
export const inheritedMountNamespace: Field = {
  pointer,
  check(context) {
    if (!inherits(context) || context.mode === 'exec') return [];
    return [...ownerFaults(context), ...propagationFaults(context)];
  },
  compile(context) {
    return inherits(context) && context.mode === 'create' ? returnToInherited(context) : [];
  },
};

function inherits({ spec }: FieldContext): boolean {
  return placementOf(spec, 'mount') === 'runtime';
}

function fault(problem: string, at = pointer): Fault {
  return { pointer: at, problem, section };
}

/** To return takes rights over the user namespace of the runtime. */
function ownerFaults({ spec }: FieldContext): readonly Fault[] {
  if (placementOf(spec, 'user') === 'runtime') return [];
  return [
    fault(
      'has an entry of type "user" but none of type "mount", without which nothing can be mounted; add one',
    ),
  ];
}

/** A tree that is attached nowhere gets no mounts from elsewhere and gives none. */
function propagationFaults(context: FieldContext): readonly Fault[] {
  const words =
    'cannot be honoured without a namespace of type "mount" in linux.namespaces; add one';
  const root = rootfsPropagationOf(context.spec)?.type ?? 'private';
  const mounts = readMounts(context).filter(({ options }) =>
    options.propagations.some(({ type }) => type !== 'private'),
  );
  return [
    ...(root === 'private' ? [] : [fault(words, '/linux/rootfsPropagation')]),
    ...mounts.map((entry) => fault(`hold a propagation that ${words}`, `${entry.pointer}/options`)),
  ];
}

/** Before anything is mounted. The phase `open` is the host's: init inherits the descriptor. */
export function leaveInherited(context: FieldContext): readonly Step[] {
  if (!inherits(context)) return [];
  const what = 'make a mount namespace to mount in';
  const leave: Op = { op: 'unshare', at: pointer, what, flags: namespaces.mount.cloneFlag };
  return [
    { phase: 'open', op: openInherited(context) },
    { phase: 'root', op: leave },
  ];
}

function openInherited({ slots }: FieldContext): Op {
  return {
    op: 'openNamespace',
    at: pointer,
    what: 'open the mount namespace of the runtime',
    path: '/proc/self/ns/mnt',
    type: namespaces.mount.cloneFlag,
    out: slots.take(hostSlot),
  };
}

/**
 * For exec: no namespace leads to the tree that such a container has as its root, only the root of
 * its init does. The container may have changed that, but to nothing that it could not reach.
 */
export function openEntered(context: FieldContext): readonly Step[] {
  if (!inherits(context)) return [];
  const { slots } = context;
  const root: Op = {
    op: 'openProcessRoot',
    at: pointer,
    what: 'open the root of the container',
    process: slots.take(slotNames.enteredProcess),
    pid: slots.take(slotNames.enteredInit),
    out: slots.take(treeSlot),
  };
  return [openInherited(context), root].map((op) => ({ phase: 'open', op }));
}

/** Before others in the container can see who enters: until then it has the root of the host. */
export function enterInherited(context: FieldContext): readonly Op[] {
  if (!inherits(context)) return [];
  const { slots } = context;
  const what = 'close the root of the container';
  return [
    ...enterTree(context, 'enter the root of the container'),
    { op: 'close', at: pointer, what, slot: slots.take(treeSlot) },
  ];
}

/** After the last mount. */
function returnToInherited(context: FieldContext): readonly Step[] {
  const ops: readonly Op[] = [
    {
      op: 'openTree',
      at: pointer,
      what: 'copy the mounts of the container',
      root: NONE,
      path: '/',
      recursive: true,
      noFollow: false,
      out: context.slots.take(treeSlot),
    },
    ...enterTree(context, 'return to the mount namespace of the runtime'),
  ];
  return ops.map((op) => ({ phase: 'mask', op }));
}

function enterTree({ slots }: FieldContext, what: string): readonly Op[] {
  const [host, tree] = [slots.take(hostSlot), slots.take(treeSlot)];
  return [
    { op: 'enterRoot', at: pointer, what, namespace: host, root: tree },
    { op: 'close', at: pointer, what: 'close the mount namespace of the runtime', slot: host },
  ];
}
