import { RuntimeError } from '../errors/runtime-error.ts';
import { hookOps } from '../fields/hooks.ts';
import { errno } from '../lib/errno.ts';
import { ANY_ERRNO, type Slot } from '../plan/field-types.ts';
import type { Op } from '../plan/ops.ts';
import type { Plan, Report } from '../plan/plan.ts';
import { createSlots } from '../plan/slots.ts';
import { isBefore } from '../spec/version.ts';
import type { Container } from './container.ts';
import { heldLock } from './held-lock.ts';
import { cgroupKills, SIGKILL } from './kill.ts';
import { openInit } from './open-init.ts';
import { hookState } from './state.ts';
import type { Status } from './status.ts';

const EXIT_TIMEOUT_MS = 10_000;

const REFUSALS: Readonly<Partial<Record<Status, string>>> = {
  running: 'cannot start an already running container',
  stopped: 'cannot start a container that has stopped',
  creating: 'cannot start a container that is not created yet',
};

/** The plan of start (runtime.md#start): let init go, wait for its execve, run poststart hooks. */
export function planStart(container: Container, report: Report): Plan {
  const { record, status } = container;
  const refusal = REFUSALS[status];
  if (refusal !== undefined) throw new RuntimeError('container-state', refusal);
  if (!record.hasProcess) {
    throw new RuntimeError(
      'invalid-config',
      'cannot start the container: config.json has no process',
      {
        hint: 'set process in config.json and create the container anew',
      },
    );
  }
  const slots = createSlots();
  const steps = [
    ...heldLock(container, slots),
    openInit(container, slots, 'cannot start a container that has stopped'),
    gateOp(container, slots.take('process')),
    ...poststart(container, slots.take('process')),
  ];
  return { report, slots: slots.names, steps };
}

/**
 * A poststart hook that fails stops the container (runtime.md#lifecycle). Up to 1.2 the text wants a
 * warning and the remaining hooks to run.
 */
function poststart(container: Container, process: Slot): readonly Op[] {
  const { record } = container;
  const state = hookState(record, 'running', record.pid);
  const hooks = hookOps(record.hooks.poststart, 'poststart', state);
  if (hooks.length === 0) return [];
  if (isBefore(record.ociVersion, [1, 3])) {
    return hooks.map((hook) => ({ ...hook, onErrno: [{ errno: ANY_ERRNO, then: 'warn' }] }));
  }
  const at = 'start';
  const undo: readonly Op[] = [
    { op: 'signal', at, what: `kill process ${record.pid}`, process, signal: SIGKILL },
    ...(record.ownPidNamespace ? [] : cgroupKills(container, SIGKILL)),
    {
      op: 'awaitExit',
      at,
      what: `wait for the end of process ${record.pid}`,
      process,
      timeout: EXIT_TIMEOUT_MS,
    },
  ];
  return [{ op: 'onFailure', at, what: 'stop the container', undo }, ...hooks];
}

function gateOp({ paths }: Container, process: Slot): Op {
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
    ],
    start: paths.gate,
    result: paths.result,
    process,
  };
}
