import { RuntimeError } from '../errors/runtime-error.ts';
import { leaveToSystemd } from '../fields/linux/cgroups-path/unit.ts';
import { errno } from '../lib/errno.ts';
import type { Op } from '../plan/ops.ts';
import type { Plan, Report } from '../plan/plan.ts';
import { slotNames } from '../plan/slot-names.ts';
import { createSlots, type Slots } from '../plan/slots.ts';
import type { ContainerState } from '../spec/state.ts';
import type { Container, Remains } from './container.ts';
import { thawToDie } from './freezer.ts';
import { heldLock, lockOp } from './held-lock.ts';
import { byStatus, readInit } from './init-status.ts';
import { cgroupKills, SIGKILL } from './kill.ts';
import { failOp } from './messages.ts';
import { openInit } from './open-init.ts';
import { ownSlots } from './own-slots.ts';
import { poststopOps } from './poststop.ts';
import { removeState } from './remove-state.ts';

const EXIT_TIMEOUT_MS = 10_000;
const CGROUP_TIMEOUT_MS = 10_000;

const AGAIN = 'nothing is lost: delete the container again once they have ended';

export interface DeleteInput {
  readonly container: Container;
  readonly force: boolean;
  readonly report: Report;
}

/**
 * The plan of delete (runtime.md#delete): end what runs, remove the cgroups, run the poststop hooks,
 * and remove the record last, so that a delete that was killed can be done again. A created
 * container is deleted without force, because containerd relies on it.
 */
export function planDelete({ container, force, report }: DeleteInput): Plan {
  const slots = createSlots();
  const steps = [
    ...(force ? [] : refuseEarly(container, slots)),
    ...deletionOps(container, slots, force),
  ];
  return { report, slots: slots.names, steps };
}

/** The plan of delete for all of these: without force, either none or all are deleted. */
export function planDeleteMany(
  containers: readonly Container[],
  force: boolean,
  report: Report,
): Plan {
  const slots = createSlots();
  const each = containers.map((container) => ({ container, own: ownSlots(container, slots) }));
  const steps = [
    ...(force ? [] : each.flatMap(({ container, own }) => refuseEarly(container, own))),
    ...each.flatMap(({ container, own }) => deletionOps(container, own, force)),
  ];
  return { report, slots: slots.names, steps };
}

/** Takes the lock and removes the container. Without force, one that runs is refused. */
export function deletionOps(container: Container, slots: Slots, force: boolean): readonly Op[] {
  const emptied = emptiedCgroups(container);
  const known = inUnit(container) ? emptied : [];
  return [
    lockOp(container.paths.directory, slots),
    readInit(container, slots),
    byStatus(container, slots, {
      creating: force ? removeOwnOfUnit(container) : refuse(container, 'creating'),
      created: [...endInit(container, slots), ...known],
      running: force ? [...endInit(container, slots), ...known] : refuse(container, 'running'),
      paused: force ? [...endInit(container, slots), ...known] : refuse(container, 'paused'),
      stopped: known,
    }),
    ...(inUnit(container) ? [] : emptied),
    ...forgotten(container),
  ];
}

/** Removes a container whose init has ended; the lock is held. */
export function removalOps(container: Container): readonly Op[] {
  return [...emptiedCgroups(container), ...forgotten(container)];
}

/** Ends what outlived init, processes of a create that was killed or of a shared pid namespace. */
function emptiedCgroups(container: Container): readonly Op[] {
  return [...cgroupKills(container, SIGKILL), ...removeCgroups(container)];
}

function forgotten(container: Container): readonly Op[] {
  return [
    ...removeTemporaryFiles(container),
    ...poststopOps(container.record),
    ...removeState(container.paths),
  ];
}

/** Before the lock, which the hooks of a create or start may hold for long. */
function refuseEarly(container: Container, slots: Slots): readonly Op[] {
  return [
    readInit(container, slots),
    byStatus(container, slots, {
      creating: refuse(container, 'creating'),
      created: [],
      running: refuse(container, 'running'),
      paused: refuse(container, 'paused'),
      stopped: [],
    }),
  ];
}

function refuse({ record }: Container, status: ContainerState): readonly Op[] {
  const words = `cannot delete container ${record.id} that is not stopped: ${status}`;
  const hint = 'kill it first, or use --force';
  return [failOp(new RuntimeError('container-state', words, { hint }))];
}

/**
 * The plan for a directory without a record that can be used: of a create that was killed before it
 * wrote one, or with a damaged one. A create that is just about to write it makes the plan stale.
 */
export function planDeleteUnrecorded(remains: Remains, report: Report): Plan {
  const slots = createSlots();
  return {
    report,
    slots: slots.names,
    steps: [...heldLock(remains, slots), ...removeState(remains.paths)],
  };
}

function endInit(container: Container, slots: Slots): readonly Op[] {
  const process = slots.take(slotNames.process);
  const gone = [
    { errno: errno.ESRCH, then: 'ignore' },
    { errno: errno.EBADF, then: 'ignore' },
  ] as const;
  return [
    { ...openInit(slots, ''), onErrno: [{ errno: errno.ESRCH, then: 'ignore' }] },
    {
      op: 'signal',
      at: 'delete',
      what: 'kill the init process',
      onErrno: gone,
      process,
      signal: SIGKILL,
    },
    ...thawToDie(container),
    {
      op: 'awaitExit',
      at: 'delete',
      what: 'wait for the end of the init process',
      onErrno: [
        { errno: errno.EBADF, then: 'ignore' },
        { errno: errno.ETIMEDOUT, then: 'hint', text: AGAIN },
      ],
      process,
      timeout: EXIT_TIMEOUT_MS,
    },
  ];
}

function removeCgroups({ record }: Container): readonly Op[] {
  const { directories, found, unit } = record.cgroup;
  // What was not created by create must not be deleted (runtime.md#delete).
  const made = directories.filter((path) => !found.includes(path));
  const groups = [...made, ...record.resctrlGroups];
  return [
    ...(unit === undefined ? [] : [leaveToSystemd(unit.directory, 'delete')]),
    ...groups.map(
      (path): Op => ({
        op: 'cgroupRemove',
        at: 'delete',
        what: `remove the cgroup ${path}`,
        onErrno: [{ errno: errno.EBUSY, then: 'hint', text: AGAIN }],
        path,
        timeout: CGROUP_TIMEOUT_MS,
      }),
    ),
  ];
}

/**
 * Of a container in a unit of systemd only one that was created is known to be in it: a create that was
 * killed before may have met a unit of that name that others have.
 */
function inUnit({ record }: Container): boolean {
  return record.cgroup.unit !== undefined;
}

/** Of such a create: systemd removes what it has made itself once no process is in it. */
function removeOwnOfUnit(container: Container): readonly Op[] {
  const { directories, unit } = container.record.cgroup;
  if (unit === undefined) return [];
  return directories
    .filter((path) => path !== unit.directory)
    .map((path) => ({
      op: 'cgroupRemove',
      at: 'delete',
      what: `remove the cgroup ${path}`,
      onErrno: [{ errno: errno.EBUSY, then: 'ignore' }],
      path,
      timeout: 0,
    }));
}

function removeTemporaryFiles({ record }: Container): readonly Op[] {
  return record.temporaryFiles.map((path) => ({
    op: 'removeFile',
    at: 'delete',
    what: `remove ${path}`,
    onErrno: [{ errno: errno.ENOENT, then: 'ignore' }],
    path,
  }));
}
