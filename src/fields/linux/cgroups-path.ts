import {
  type CgroupDirectory,
  type CgroupPlacement,
  namesCgroup,
  placeCgroups,
} from '../../cgroup/placement.ts';
import { isManaged, isWatched, placeUnit } from '../../cgroup/systemd/place.ts';
import { errno } from '../../lib/errno.ts';
import { memo } from '../../lib/memo.ts';
import { type ErrnoRule, NONE } from '../../plan/field-types.ts';
import type { Op } from '../../plan/ops.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { Step } from '../../plan/step.ts';
import type { Field, FieldContext } from '../field.ts';
import { hasNul } from '../quote.ts';
import { attachedTo, attachOp } from './cgroups-path/attached.ts';
import { isMadeBeside } from './cgroups-path/beside.ts';
import { enableControllers } from './cgroups-path/controllers.ts';
import { openEntered, rulesOfEntering } from './cgroups-path/entered.ts';
import { expectCgroups } from './cgroups-path/expect.ts';
import {
  leaveToSystemd,
  settingsOf,
  startOps,
  startsUnit,
  unitFaults,
  unitOf,
} from './cgroups-path/unit.ts';

const pointer = '/linux/cgroupsPath';
const section = 'config-linux.md#cgroups-path';
const SIGKILL = 9;
/** Milliseconds for a failed container's processes to end, and for the kernel to let go of its cgroup. */
const PATIENCE = 10_000;

/** The cgroups of the container, which many fields ask for. */
export const containerCgroup: (context: FieldContext) => CgroupPlacement = memo((context) => {
  const { spec, options, facts } = context;
  const { id, cgroupManager: manager, enteredCgroups } = options;
  if (enteredCgroups !== undefined) return { manager, directories: enteredCgroups };
  if (manager === 'systemd') return unitPlacement(context);
  const { cgroupsPath } = spec.linux ?? {};
  return placeCgroups({ cgroupsPath, id, facts: facts.cgroup, manager });
});

function unitPlacement(context: FieldContext): CgroupPlacement {
  const { systemd, cgroup } = context.facts;
  const parsed = unitOf(context);
  if (systemd === undefined || !parsed.ok) return { manager: 'systemd', directories: [] };
  return placeUnit(parsed.unit.path, cgroup, systemd);
}

/**
 * Made before init exists, which is cloned into its v2 cgroup and first of all enters those of v1. What
 * systemd makes it makes for a process that is there: for init, as soon as there is one.
 */
export const cgroupsPath: Field = {
  pointer,
  check(context) {
    if (startsUnit(context)) return unitFaults(context);
    const problem = pathProblem(context);
    return problem === undefined ? [] : [{ pointer, problem, section }];
  },
  compile(context) {
    const attached = attachedTo(context);
    if (attached !== undefined) return [{ phase: 'identify', op: attachOp(attached, context) }];
    const placement = containerCgroup(context);
    const systemds = startsUnit(context) ? placement.directories.filter(isManaged) : [];
    const own = placement.directories.filter((directory) => !systemds.includes(directory));
    const made =
      context.mode === 'create'
        ? own.flatMap((directory) => create(directory, context))
        : own.flatMap((directory) => openEntered(directory, context));
    return [
      ...made,
      ...own.flatMap((directory) => enter(directory, context)),
      ...(systemds.length > 0 ? startSteps(context) : []),
      ...expectCgroups(placement.directories, context),
      ...systemds.flatMap((directory) => startedSteps(directory, context)),
    ];
  },
};

function startSteps(context: FieldContext): readonly Step[] {
  return startOps(context, containerCgroup(context)).map((op) => ({ phase: 'identify', op }));
}

/** Only now is what is undone known to be ours: init is in it. */
function startedSteps(directory: CgroupDirectory, context: FieldContext): readonly Step[] {
  const ops = [removeOnFailure(directory, false, context), ...enabledIn(directory, context)];
  return ops.map((op) => ({ phase: 'identify', op }));
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
  if (startsUnit(context) || attachedTo(context) !== undefined) return false;
  return containerCgroup(context).directories.some(isCloneTarget);
}

const creationHints: readonly ErrnoRule[] = [
  {
    errno: errno.EBUSY,
    then: 'hint',
    text: 'use another cgroupsPath, or end what runs there and thaw it',
  },
  { errno: errno.EACCES, then: 'hint', text: 'the cgroup above must be delegated to the caller' },
];
/** Made or removed since the planner looked, which decides whether delete removes it. */
const isGone: readonly ErrnoRule[] = [{ errno: errno.ENOENT, then: 'stale' }, ...creationHints];
const isThere: readonly ErrnoRule[] = [{ errno: errno.EEXIST, then: 'stale' }, ...creationHints];

function create(directory: CgroupDirectory, context: FieldContext): readonly Step[] {
  const { path, version, controllers } = directory;
  const { slots } = context;
  const found = context.facts.foundCgroups.includes(path);
  const made: Op = {
    op: 'cgroupCreate',
    at: pointer,
    what: `make the cgroup ${path}`,
    onErrno: found ? isGone : isThere,
    path,
    cpuset: version === 1 && controllers.includes('cpuset'),
    found,
    out: isCloneTarget(directory) ? slots.take(slotNames.cgroup) : NONE,
  };
  const undone = removeOnFailure(directory, found, context);
  const phase = version === 1 && isMadeBeside(context) ? 'hierarchies' : 'cgroup';
  return [made, undone, ...enabledIn(directory, context)].map((op) => ({ phase, op }));
}

/** A v1 hierarchy hands all of its controllers down by itself, and a unified one beside it may have none. */
function enabledIn(directory: CgroupDirectory, context: FieldContext): readonly Op[] {
  if (directory.version === 1 || directory.controllers.length === 0) return [];
  const settings = settingsOf(context, containerCgroup(context));
  return enableControllers(directory, settings, context.facts);
}

function removeOnFailure({ path }: CgroupDirectory, found: boolean, context: FieldContext): Op {
  const what = found ? `empty ${path}` : `remove ${path}`;
  return { op: 'onFailure', at: pointer, what, undo: undo(path, found, context) };
}

function undo(path: string, found: boolean, context: FieldContext): readonly Op[] {
  const { directories } = containerCgroup(context);
  const watched = startsUnit(context) ? directories.find(isWatched)?.path : undefined;
  const common = { at: pointer, path, timeout: PATIENCE };
  const kill: Op = {
    op: 'cgroupKill',
    ...common,
    what: `end what is left in the cgroup ${path}`,
    freezer: freezerBeside(context),
    signal: SIGKILL,
  };
  if (found) return [kill];
  const left = watched === path ? [leaveToSystemd(path, pointer)] : [];
  return [kill, ...left, { op: 'cgroupRemove', ...common, what: `remove the cgroup ${path}` }];
}

/** The directory of a v1 freezer; empty: there is none. */
const freezerBeside: (context: FieldContext) => string = memo((context) => {
  const { directories } = containerCgroup(context);
  const freezer = directories.find(({ controllers }) => controllers.includes('freezer'));
  return freezer?.version === 1 ? freezer.path : '';
});

function enter(directory: CgroupDirectory, context: FieldContext): readonly Step[] {
  const { slots } = context;
  const { path } = directory;
  if (isCloneTarget(directory)) {
    // A descriptor of the host's must not be there when the container's own names are resolved.
    const slot = slots.take(slotNames.cgroup);
    return [{ phase: 'join', op: { op: 'close', at: pointer, what: `close ${path}`, slot } }];
  }
  const what = `enter the cgroup ${path}`;
  const phase = isMadeBeside(context) ? 'enter' : 'join';
  const onErrno = rulesOfEntering(directory, context);
  return [{ phase, op: { op: 'cgroupEnter', at: pointer, what, onErrno, path } }];
}
