import type { FieldContext } from '../../fields/field.ts';
import { NONE, type Slot } from '../../plan/field-types.ts';
import type { Op } from '../../plan/ops.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { Step } from '../../plan/step.ts';
import { mountAttributes } from '../../spec/tables/mount-options.ts';
import { namespaces } from '../../spec/tables/namespaces.ts';

const at = 'restore';
const O_PATH = 0x200000;
const MS_REC = 0x4000;
const MS_SLAVE = 0x80000;
const CRIU_ROOT = 'criu-root';

const MOUNT = namespaces.mount.cloneFlag;
const OWN_NAMESPACE = '/proc/self/ns/mnt';

/**
 * Goes on in a mount namespace of its own, which ends with the last of us. criu enters directories by
 * our descriptors and mounts below them, so that they have to be of the namespace that it is in.
 */
export function leaveHostMounts({ slots }: FieldContext): readonly Op[] {
  const what = 'make a mount namespace for criu';
  const flags = MS_REC | MS_SLAVE;
  const host = slots.take('mount namespace of the host');
  return [
    openOwn(host),
    { op: 'unshare', at, what, flags: MOUNT },
    // The directory of the container cannot be removed where the root is mounted in it.
    { op: 'onFailure', at, what: 'return to the host', undo: [join(host)] },
    // What is mounted here must not reach the host; what the host mounts below a source must come.
    { op: 'propagation', at, what, path: '/', flags },
    openOwn(slots.take('mount namespace of criu')),
  ];
}

/** For good: the other mount namespace ends once nothing of us is in it. */
export function returnToHost({ slots }: FieldContext): Op {
  return join(slots.take('mount namespace of the host'));
}

/** Does what belongs into the mount namespace of the runtime there. */
export function onHostMounts(context: FieldContext, ops: readonly Op[]): readonly Op[] {
  if (ops.length === 0) return [];
  return [returnToHost(context), ...ops, join(context.slots.take('mount namespace of criu'))];
}

function join(namespace: Slot): Op {
  return { op: 'joinNamespace', at, what: 'change the mount namespace', namespace, type: MOUNT };
}

function openOwn(out: Slot): Op {
  const what = 'open the mount namespace';
  return { op: 'openNamespace', at, what, path: OWN_NAMESPACE, type: MOUNT, out };
}

/**
 * Makes what the mounts are put on, as create does, which a new root file system may lack: all is
 * mounted in a mount namespace of its own, which ends when this process returns. Whose ids are mapped
 * there does not matter, so that no meeting with the host is needed.
 */
export function mountPointOps({ slots }: FieldContext, steps: readonly Step[]): readonly Op[] {
  const namespace = slots.take('mount namespace of criu');
  const ops = (phase: Step['phase']): readonly Op[] =>
    steps.flatMap((step) => (step.phase === phase ? [step.op] : []));
  const sources = ops('open').filter((op) => op.at.startsWith('/mounts'));
  const what = 'make the mount points';
  return [
    { op: 'unshare', at, what, flags: MOUNT },
    ...sources,
    ...ops('root'),
    ...ops('mounts').filter(({ op }) => op !== 'ready' && op !== 'awaitGo'),
    join(namespace),
  ];
}

/** criu wants the root to be a mount, with nothing mounted over the one above. */
export function criuRootOps({ slots, facts, options }: FieldContext): readonly Op[] {
  const [tree, folder] = [slots.take('root for criu'), slots.take('state directory')];
  const what = 'mount the root for criu';
  const { stateDirectory } = options;
  return [
    {
      op: 'openTree',
      at,
      what,
      root: NONE,
      path: facts.root.path,
      recursive: true,
      noFollow: false,
      out: tree,
    },
    { op: 'openFile', at, what, path: stateDirectory, flags: O_PATH, out: folder },
    {
      op: 'attach',
      at,
      what,
      mount: tree,
      keep: true,
      root: folder,
      path: CRIU_ROOT,
      create: true,
      noSymlinks: true,
      onProc: false,
    },
  ];
}

/** criu needs a root that it can write to, so that a read-only one is made so behind it. */
export function readOnlyRoot({ spec, slots }: FieldContext): readonly Op[] {
  if (spec.root?.readonly !== true) return [];
  const process = slots.take(slotNames.process);
  const [pid, startTime] = [slots.take(slotNames.init), slots.take(slotNames.initStartTime)];
  const mount = slots.take('root of the container');
  const what = 'make the root of the container read-only';
  return [
    { op: 'openProcess', at, what, pid, startTime, out: process },
    { op: 'joinProcess', at, what, process, pid, flags: MOUNT },
    { op: 'openFile', at, what, path: '/', flags: O_PATH, out: mount },
    {
      op: 'mountAttributes',
      at,
      what,
      mount,
      set: mountAttributes.MOUNT_ATTR_RDONLY,
      clear: 0,
      propagation: 0,
      recursive: false,
      userNamespace: NONE,
    },
    join(slots.take('mount namespace of criu')),
  ];
}
