import { errno } from '../lib/errno.ts';
import { memo } from '../lib/memo.ts';
import { type ErrnoRule, NONE } from '../plan/field-types.ts';
import type { Op } from '../plan/ops.ts';
import { slotNames } from '../plan/slot-names.ts';
import type { Step } from '../plan/step.ts';
import { isCapable } from './capability-facts.ts';
import type { FieldContext } from './field.ts';
import { hostOpensSources } from './mounts/bind.ts';
import { readMounts } from './mounts/entry.ts';
import { placementOf } from './namespace-placement.ts';
import { quote } from './quote.ts';

/** File types of mknod(2). Source: linux/stat.h. */
export const fileTypes = { c: 0o020_000, u: 0o020_000, b: 0o060_000, p: 0o010_000 } as const;

/** A node to be there in the container. */
export interface DeviceNode {
  /** Where it comes from: `/linux/devices/0`, `default:/dev/null`. */
  readonly at: string;
  /** Clean and absolute. */
  readonly path: string;
  readonly type: keyof typeof fileTypes;
  readonly major: number;
  readonly minor: number;
  /** Permissions. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

const otherFile: ErrnoRule = {
  errno: errno.EEXIST,
  then: 'hint',
  text: 'the image has another file there: mount a tmpfs on its directory, or remove the file',
};
const noHostNode: ErrnoRule = {
  errno: errno.ENOENT,
  then: 'hint',
  text: 'device nodes cannot be made in a user namespace, so those of the host are bound',
};

/**
 * Whether /dev is the runtime's to fill: not where the host's own is bound there, whose nodes it
 * must leave as they are.
 */
export const fillsDev: (context: FieldContext) => boolean = memo(
  (context) =>
    !readMounts(context).some(({ kind, destination }) => kind === 'bind' && destination === '/dev'),
);

/** Makes the node, or where the kernel does not let the caller, binds that of the host. */
export function deviceSteps(node: DeviceNode, context: FieldContext): Step[] {
  const isMakeable = node.type === 'p' || mayMakeNodes(context);
  return isMakeable ? [makeNode(node, context)] : bindNode(node, context);
}

/** mknod(2) asks for CAP_MKNOD in the initial user namespace. */
function mayMakeNodes({ spec, facts }: FieldContext): boolean {
  const isInitial = placementOf(spec, 'user') === 'runtime' && !facts.inUserNamespace;
  return isInitial && isCapable(facts, 'CAP_MKNOD');
}

function makeNode(node: DeviceNode, { slots }: FieldContext): Step {
  const { at, path, type, major, minor, mode, uid, gid } = node;
  const op: Op = {
    op: 'makeNode',
    at,
    what: `make the device ${quote(path)}`,
    onErrno: [otherFile],
    root: slots.take(slotNames.root),
    path,
    mode: fileTypes[type] | mode,
    major,
    minor,
    uid,
    gid,
  };
  return { phase: 'devices', op };
}

/** The node of the same name on the host keeps its owner and mode: they are the host's. */
function bindNode(node: DeviceNode, context: FieldContext): Step[] {
  const { slots } = context;
  const isHostOpened = hostOpensSources(context);
  const mount = slots.take(isHostOpened ? `device ${node.path}` : 'mount');
  const close: Op = { op: 'close', at: node.at, what: `close ${quote(node.path)}`, slot: mount };
  const phase = isHostOpened ? 'open' : 'devices';
  const open: Op = {
    op: 'openTree',
    at: node.at,
    what: `open the device ${quote(node.path)} of the host`,
    onErrno: [noHostNode],
    root: NONE,
    path: node.path,
    recursive: false,
    noFollow: false,
    out: mount,
  };
  const attach: Op = {
    op: 'attach',
    at: node.at,
    what: `bind the device ${quote(node.path)} of the host`,
    mount,
    keep: false,
    root: slots.take(slotNames.root),
    path: node.path,
    create: true,
    noSymlinks: false,
    onProc: false,
  };
  return [
    ...verifyNode(node, phase, context),
    { phase, op: open },
    ...(isHostOpened ? [{ phase: 'identify' as const, op: close }] : []),
    { phase: 'devices', op: attach },
  ];
}

/** The name alone does not say that it is the device that was asked for. */
function verifyNode(
  { at, path, type, major, minor }: DeviceNode,
  phase: Step['phase'],
  { slots }: FieldContext,
): Step[] {
  if (type === 'b') return [];
  const out = slots.take('device');
  const open: Op = {
    op: 'openDevice',
    at,
    what: `open the device ${quote(path)} of the host`,
    onErrno: [noHostNode],
    path,
    major,
    minor,
    out,
  };
  const close: Op = { op: 'close', at, what: `close ${quote(path)}`, slot: out };
  return [
    { phase, op: open },
    { phase, op: close },
  ];
}
