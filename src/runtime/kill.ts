import { RuntimeError } from '../errors/runtime-error.ts';
import { errno } from '../lib/errno.ts';
import type { Op } from '../plan/ops.ts';
import type { Plan, Report } from '../plan/plan.ts';
import { createSlots } from '../plan/slots.ts';
import type { Container } from './container.ts';
import { openInit } from './open-init.ts';

export interface KillInput {
  readonly container: Container;
  readonly signal: number;
  /** Every process of the container, whatever became of init. */
  readonly all: boolean;
  readonly report: Report;
}

export const SIGKILL = 9;
const KILL_TIMEOUT_MS = 10_000;

/** The text that containerd and CRI-O know a stopped container by. */
const NOT_RUNNING = 'container not running';

/** The plan of kill (runtime.md#kill). */
export function planKill({ container, signal, all, report }: KillInput): Plan {
  const alive = container.status === 'created' || container.status === 'running';
  if (!alive && !all) throw new RuntimeError('container-state', NOT_RUNNING);
  const slots = createSlots();
  // Without a pid namespace of its own, the end of init ends nothing else.
  const everyone = all || (signal === SIGKILL && !container.record.ownPidNamespace);
  const groups = everyone ? cgroupKills(container, signal) : [];
  const init: readonly Op[] = [
    openInit(container, slots, NOT_RUNNING),
    {
      op: 'signal',
      at: 'kill',
      what: `send signal ${signal} to process ${container.record.pid}`,
      process: slots.take('process'),
      signal,
    },
  ];
  const steps = groups.length > 0 || !alive ? groups : init;
  return { report, slots: slots.names, steps };
}

/** All hierarchies hold the same processes: the freezer's, or else the first, names them all. */
export function cgroupKills({ record }: Container, signal: number): readonly Op[] {
  const { directories, freezer } = record.cgroup;
  const path = freezer === '' ? directories[0] : freezer;
  if (path === undefined) return [];
  return [
    {
      op: 'cgroupKill',
      at: 'kill',
      what: `end the processes in ${path}`,
      // A cgroup that is gone holds no process.
      onErrno: [{ errno: errno.ENOENT, then: 'ignore' }],
      path,
      freezer,
      signal,
      timeout: KILL_TIMEOUT_MS,
    },
  ];
}
