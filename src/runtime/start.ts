import { RuntimeError } from '../errors/runtime-error.ts';
import { hookOps } from '../fields/hooks.ts';
import { errno } from '../lib/errno.ts';
import type { Slot } from '../plan/field-types.ts';
import type { Op } from '../plan/ops.ts';
import type { Plan, Report } from '../plan/plan.ts';
import { slotNames } from '../plan/slot-names.ts';
import { createSlots, type Slots } from '../plan/slots.ts';
import { isBefore } from '../spec/version.ts';
import type { Container } from './container.ts';
import { STEP_TIMEOUT_MS } from './deadlines.ts';
import { lockOp } from './held-lock.ts';
import { byStatus, initSlots, readInit } from './init-status.ts';
import { cgroupKills, SIGKILL } from './kill.ts';
import { failOp } from './messages.ts';
import { listenForReady, relayReady } from './notify.ts';
import { openInit } from './open-init.ts';
import { hookState } from './state.ts';

const EXIT_TIMEOUT_MS = 10_000;

const STOPPED = 'cannot start a container that has stopped';

const refusals = {
  creating: refuse('cannot start a container that is not created yet'),
  running: refuse('cannot start an already running container'),
  paused: refuse('cannot start a container in the paused state; resume it first'),
  stopped: refuse(STOPPED),
} as const;

/**
 * The plan of start (runtime.md#start): let init go, wait for its execve, run poststart hooks. What
 * cannot be started is refused before the lock too, which a hook may hold for long. notify: the
 * address of a service manager, which is told when the program says that it is ready.
 */
export function planStart(container: Container, report: Report, notify?: string): Plan {
  const slots = createSlots();
  const created = container.record.hasProcess
    ? [...letGo(container, slots, notify), ...(notify === undefined ? [] : relayReady(slots))]
    : [failOp(noProcess())];
  const steps = [
    readInit(container, slots),
    byStatus(container, slots, { ...refusals, created: [] }),
    lockOp(container.paths.directory, slots),
    readInit(container, slots),
    byStatus(container, slots, { ...refusals, created }),
  ];
  return { report, slots: slots.names, steps };
}

function refuse(words: string): readonly Op[] {
  return [failOp(new RuntimeError('container-state', words))];
}

export function noProcess(): RuntimeError {
  const words = 'cannot start the container: config.json has no process';
  const hint = 'set process in config.json and create the container anew';
  return new RuntimeError('invalid-config', words, { hint });
}

/** Lets init of a created container go on to its program, and runs the hooks that come then. */
export function letGo(
  container: Container,
  slots: Slots,
  notify: string | undefined,
): readonly Op[] {
  const process = slots.take(slotNames.process);
  return [
    openInit(slots, STOPPED),
    ...(notify === undefined ? [] : listenForReady(container, notify, slots)),
    gateOp(container, process),
    ...poststart(container, process, initSlots(slots).pid),
  ];
}

/**
 * A poststart hook that fails stops the container (runtime.md#lifecycle). Up to 1.2 the text wants a
 * warning and the remaining hooks to run.
 */
function poststart(container: Container, process: Slot, pid: Slot): readonly Op[] {
  const { record } = container;
  if (record.hooks.poststart.length === 0) return [];
  const mayFail = isBefore(record.ociVersion, [1, 3]);
  const state = hookState(record, 'running', pid);
  const hooks = hookOps(record.hooks.poststart, 'poststart', state, { mayFail });
  if (mayFail) return hooks;
  const at = 'start';
  const undo: readonly Op[] = [
    { op: 'signal', at, what: 'kill the init process', process, signal: SIGKILL },
    ...(record.ownPidNamespace ? [] : cgroupKills(container, SIGKILL)),
    {
      op: 'awaitExit',
      at,
      what: 'wait for the end of the init process',
      process,
      timeout: EXIT_TIMEOUT_MS,
    },
  ];
  return [{ op: 'onFailure', at, what: 'stop the container', undo }, ...hooks];
}

function gateOp({ paths, record }: Container, process: Slot): Op {
  return {
    op: 'openGate',
    at: 'start',
    what: 'start the container',
    onErrno: [
      { errno: errno.ENXIO, then: 'say', text: 'cannot start an already running container' },
      {
        errno: errno.ESRCH,
        then: 'say',
        text: 'cannot start the container: its init process ended',
      },
      {
        errno: errno.ETIMEDOUT,
        then: 'hint',
        text: 'it may still start: ask for its state, or end it with delete --force',
      },
    ],
    start: paths.gate,
    result: paths.result,
    process,
    // startContainer hooks take as long as they like.
    timeout: record.hasStartHooks ? 0 : STEP_TIMEOUT_MS,
  };
}
