import { controllerOf } from '../../cgroup/lowering.ts';
import {
  type CgroupDirectory,
  type CgroupPlacement,
  cgroupsAbove,
  namesCgroup,
  placeCgroups,
} from '../../cgroup/placement.ts';
import { type ResourcePart, resourceParts } from '../../cgroup/resource-parts.ts';
import { settle } from '../../cgroup/settle.ts';
import { errno } from '../../lib/errno.ts';
import { memo } from '../../lib/memo.ts';
import { ANY_ERRNO, type ErrnoRule, NONE } from '../../plan/field-types.ts';
import type { Op } from '../../plan/ops.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { Step } from '../../plan/step.ts';
import type { Field, FieldContext } from '../field.ts';
import { hasNul } from '../quote.ts';
import { openEntered } from './cgroups-path/entered.ts';
import { expectCgroups } from './cgroups-path/expect.ts';

const pointer = '/linux/cgroupsPath';
const section = 'config-linux.md#cgroups-path';
const SIGKILL = 9;
/** Milliseconds for a failed container's processes to end, and for the kernel to let go of its cgroup. */
const PATIENCE = 10_000;

/** The cgroups of the container, which many fields ask for. */
export const containerCgroup: (context: FieldContext) => CgroupPlacement = memo(
  ({ spec, options, facts }) =>
    options.enteredCgroups === undefined
      ? placeCgroups({
          cgroupsPath: spec.linux?.cgroupsPath,
          id: options.id,
          facts: facts.cgroup,
          manager: options.cgroupManager,
        })
      : { manager: options.cgroupManager, directories: options.enteredCgroups },
);

/** Made before init exists, which is cloned into its v2 cgroup and first of all enters those of v1. */
export const cgroupsPath: Field = {
  pointer,
  check(context) {
    const problem = managerProblem(context) ?? pathProblem(context);
    return problem === undefined ? [] : [{ pointer, problem, section }];
  },
  compile(context) {
    const { directories } = containerCgroup(context);
    const made =
      context.mode === 'create'
        ? directories.flatMap((directory) => create(directory, context))
        : directories.flatMap((directory) => openEntered(directory, context));
    const entered = directories.flatMap((directory) => enter(directory, context));
    return [...made, ...entered, ...expectCgroups(directories, context)];
  },
};

function managerProblem({ options, facts }: FieldContext): string | undefined {
  if (options.cgroupManager !== 'systemd') return undefined;
  if (!facts.systemd) {
    return 'systemd not running on this host, cannot use systemd cgroups manager; leave out --systemd-cgroup';
  }
  return 'cannot be given to systemd, which is not supported yet; leave out --systemd-cgroup';
}

function pathProblem({ spec, options, facts }: FieldContext): string | undefined {
  const path = spec.linux?.cgroupsPath ?? '';
  if (path === '' || options.cgroupManager === 'disabled') return undefined;
  if (hasNul(path)) return 'has a NUL';
  if (!namesCgroup(path)) {
    return 'names the place of all cgroups instead of one for the container; append a name';
  }
  if (facts.cgroup.mode === 'none') return 'cannot be made: no cgroup hierarchy is mounted';
  if (facts.cgroup.writable) return undefined;
  return 'cannot be made: the caller may make no cgroups here; delegate a part of the hierarchy to it, or remove the path';
}

/** Whether clone(2) puts init into the directory; there is no such flag for v1. */
function isCloneTarget(directory: CgroupDirectory): boolean {
  return directory.version === 2;
}

/** Whether there is a directory that init is cloned into, in the slot `cgroup`. */
export function clonesIntoCgroup(context: FieldContext): boolean {
  return containerCgroup(context).directories.some(isCloneTarget);
}

function create(directory: CgroupDirectory, context: FieldContext): readonly Step[] {
  const { path, version, controllers } = directory;
  const { slots } = context;
  const busy = 'use another cgroupsPath or end what runs there';
  const found = context.facts.foundCgroups.includes(path);
  const made: Op = {
    op: 'cgroupCreate',
    at: pointer,
    what: `make the cgroup ${path}`,
    onErrno: [
      // Made or removed since the planner looked, which decides whether delete removes it.
      { errno: found ? errno.ENOENT : errno.EEXIST, then: 'stale' },
      { errno: errno.EBUSY, then: 'hint', text: busy },
      {
        errno: errno.EACCES,
        then: 'hint',
        text: 'the cgroup above must be delegated to the caller',
      },
    ],
    path,
    cpuset: version === 1 && controllers.includes('cpuset'),
    found,
    out: isCloneTarget(directory) ? slots.take(slotNames.cgroup) : NONE,
  };
  const undone: Op = {
    op: 'onFailure',
    at: pointer,
    what: found ? `empty ${path}` : `remove ${path}`,
    undo: undo(path, found, context),
  };
  return [made, undone, ...enableControllers(directory, context)].map((op) => ({
    phase: 'cgroup',
    op,
  }));
}

function undo(path: string, found: boolean, context: FieldContext): readonly Op[] {
  const { directories } = containerCgroup(context);
  const freezer = directories.find(({ controllers }) => controllers.includes('freezer'));
  const common = { at: pointer, path, timeout: PATIENCE };
  const kill: Op = {
    op: 'cgroupKill',
    ...common,
    what: `end what is left in the cgroup ${path}`,
    freezer: freezer?.version === 1 ? freezer.path : '',
    signal: SIGKILL,
  };
  if (found) return [kill];
  return [kill, { op: 'cgroupRemove', ...common, what: `remove the cgroup ${path}` }];
}

/**
 * A unified cgroup has the controllers that all cgroups above it hand down. What the resources need
 * must be there; the rest, for statistics, where it can be had.
 */
function enableControllers(directory: CgroupDirectory, context: FieldContext): readonly Op[] {
  if (directory.version === 1 || directory.controllers.length === 0) return [];
  const needed = neededControllers(context);
  return cgroupsAbove(directory).flatMap((ancestor) => [
    ...(needed.length > 0 ? [enable(ancestor, needed, neededRules(ancestor))] : []),
    ...wished(directory, context).map((names) =>
      enable(ancestor, names, [{ errno: ANY_ERRNO, then: 'ignore' }]),
    ),
  ]);
}

/** One write enables all or none: who has a part of the tree only asks for one at a time. */
function wished({ controllers }: CgroupDirectory, { facts }: FieldContext) {
  const hasAll = facts.uid === 0 && !facts.inUserNamespace;
  return hasAll ? [controllers] : controllers.map((name) => [name]);
}

function enable(
  ancestor: string,
  controllers: readonly string[],
  onErrno: readonly ErrnoRule[],
): Op {
  return {
    op: 'writeKernelFile',
    at: pointer,
    what: `enable ${controllers.join(', ')} below the cgroup ${ancestor}`,
    onErrno,
    path: `${ancestor}/cgroup.subtree_control`,
    data: controllers.map((name) => `+${name}`).join(' '),
  };
}

/** Above what is delegated to the caller nothing can be written; there they may be enabled already. */
function neededRules(ancestor: string): readonly ErrnoRule[] {
  const processes = `${ancestor} has processes of its own, and such a cgroup can hand down no controllers; use another cgroupsPath`;
  return [
    { errno: errno.EACCES, then: 'ignore' },
    { errno: errno.EPERM, then: 'ignore' },
    { errno: errno.EROFS, then: 'ignore' },
    { errno: errno.EBUSY, then: 'hint', text: processes },
    { errno: errno.ENOENT, then: 'hint', text: 'the cgroup above does not hand it down' },
    { errno: errno.EOPNOTSUPP, then: 'hint', text: 'the cgroup is threaded' },
  ];
}

function neededControllers(context: FieldContext): readonly string[] {
  const { spec, facts } = context;
  const input = {
    resources: spec.linux?.resources ?? {},
    placement: containerCgroup(context),
    facts: facts.cgroup,
  };
  const parts: readonly ResourcePart[] = Object.values(resourceParts);
  const names = parts
    .flatMap((part) => settle(part, input).settings)
    .filter(({ directory }) => directory.version === 2)
    .map(({ file }) => controllerOf(file))
    .filter((name) => name !== 'cgroup');
  return [...new Set(names)];
}

function enter(directory: CgroupDirectory, context: FieldContext): readonly Step[] {
  const { slots } = context;
  const { path } = directory;
  if (isCloneTarget(directory)) {
    // A descriptor of the host's must not be there when the container's own names are resolved.
    const slot = slots.take(slotNames.cgroup);
    return [{ phase: 'join', op: { op: 'close', at: pointer, what: `close ${path}`, slot } }];
  }
  const what = `enter the cgroup ${path}`;
  return [{ phase: 'join', op: { op: 'cgroupEnter', at: pointer, what, path } }];
}
