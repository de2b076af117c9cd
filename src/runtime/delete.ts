import { RuntimeError } from '../errors/runtime-error.ts';
import { errno } from '../lib/errno.ts';
import type { Op } from '../plan/ops.ts';
import type { Plan, Report } from '../plan/plan.ts';
import { createSlots, type Slots } from '../plan/slots.ts';
import type { Container, Remains } from './container.ts';
import { heldLock } from './held-lock.ts';
import { cgroupKills, SIGKILL } from './kill.ts';
import { openInit } from './open-init.ts';
import { poststopOps } from './poststop.ts';

const EXIT_TIMEOUT_MS = 10_000;
const CGROUP_TIMEOUT_MS = 10_000;

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
  const { record, status } = container;
  if (!force && (status === 'running' || status === 'creating')) {
    throw new RuntimeError(
      'container-state',
      `cannot delete container ${record.id} that is not stopped: ${status}`,
      { hint: 'kill it first, or use --force' },
    );
  }
  const slots = createSlots();
  const steps = [
    ...heldLock(container, slots),
    ...endInit(container, slots),
    // What outlived init: processes of a create that was killed, or of a shared pid namespace.
    ...cgroupKills(container, SIGKILL),
    ...removeCgroups(container),
    ...removeTemporaryFiles(container),
    ...poststopOps(record),
    removeDirectory(container.paths.directory),
  ];
  return { report, slots: slots.names, steps };
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
    steps: [...heldLock(remains, slots), removeDirectory(remains.paths.directory)],
  };
}

function endInit(container: Container, slots: Slots): readonly Op[] {
  if (container.status !== 'created' && container.status !== 'running') return [];
  const process = slots.take('process');
  const gone = [
    { errno: errno.ESRCH, then: 'ignore' },
    { errno: errno.EBADF, then: 'ignore' },
  ] as const;
  return [
    { ...openInit(container, slots, ''), onErrno: [{ errno: errno.ESRCH, then: 'ignore' }] },
    {
      op: 'signal',
      at: 'delete',
      what: `kill process ${container.record.pid}`,
      onErrno: gone,
      process,
      signal: SIGKILL,
    },
    {
      op: 'awaitExit',
      at: 'delete',
      what: `wait for the end of process ${container.record.pid}`,
      onErrno: [{ errno: errno.EBADF, then: 'ignore' }],
      process,
      timeout: EXIT_TIMEOUT_MS,
    },
  ];
}

function removeCgroups({ record }: Container): readonly Op[] {
  const groups = [...record.cgroup.directories, ...record.resctrlGroups];
  return groups.map((path) => ({
    op: 'cgroupRemove',
    at: 'delete',
    what: `remove the cgroup ${path}`,
    path,
    timeout: CGROUP_TIMEOUT_MS,
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

function removeDirectory(path: string): Op {
  return { op: 'removeDirectory', at: 'delete', what: `remove ${path}`, path };
}
