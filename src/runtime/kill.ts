import { RuntimeError } from '../errors/runtime-error.ts';
import { errno } from '../lib/errno.ts';
import type { Op } from '../plan/ops.ts';
import type { Plan, Report } from '../plan/plan.ts';
import { slotNames } from '../plan/slot-names.ts';
import { createSlots, type Slots } from '../plan/slots.ts';
import type { Container } from './container.ts';
import { thawToDie } from './freezer.ts';
import { byStatus, readInit } from './init-status.ts';
import { failOp } from './messages.ts';
import { openInit } from './open-init.ts';
import { ownSlots } from './own-slots.ts';

export interface KillRequest {
  readonly container: Container;
  /** Its number, or GIVEN_SIGNAL in a plan that serves them all. */
  readonly signal: number;
  /** Every process of the container, whatever became of init. */
  readonly all: boolean;
}

export interface KillInput extends KillRequest {
  readonly report: Report;
}

export const SIGKILL = 9;
const KILL_TIMEOUT_MS = 10_000;

/** The text that containerd and CRI-O know a stopped container by. */
const NOT_RUNNING = 'container not running';

/** The plan of kill (runtime.md#kill). */
export function planKill({ report, ...request }: KillInput): Plan {
  const slots = createSlots();
  return { report, slots: slots.names, steps: killSteps(request, slots, notRunning) };
}

/** The plan of kill for each of these: one that has ended, or ends meanwhile, is no failure. */
export function planKillMany(requests: readonly KillRequest[], report: Report): Plan {
  const slots = createSlots();
  const steps = requests.flatMap((request) =>
    killSteps(request, ownSlots(request.container, slots), []),
  );
  return { report, slots: slots.names, steps };
}

const notRunning: readonly Op[] = [failOp(new RuntimeError('container-state', NOT_RUNNING))];

/** otherwise: what to do where init has ended. */
function killSteps(
  { container, signal, all }: KillRequest,
  slots: Slots,
  otherwise: readonly Op[],
): readonly Op[] {
  const everyone = all || (signal === SIGKILL && !servesAllSignals(container));
  // Signal 0 asks whether somebody is there, and init answers for all.
  const groups = everyone && signal !== 0 ? cgroupKills(container, signal) : [];
  if (groups.length > 0) return [readInit(container, slots), ...groups];
  const ended = all ? [] : otherwise;
  const init = signalInit(container, signal, slots);
  const alive = otherwise.length > 0 ? init : init.map(toleratingEnd);
  const tracks = { creating: ended, created: alive, running: alive, paused: alive, stopped: ended };
  return [readInit(container, slots), byStatus(container, slots, tracks)];
}

/** The step, where the process is gone by now or was before. */
function toleratingEnd(step: Op): Op {
  const gone = [errno.ESRCH, errno.EBADF].map((number) => ({
    errno: number,
    then: 'ignore' as const,
  }));
  return step.op === 'openProcess' || step.op === 'signal' ? { ...step, onErrno: gone } : step;
}

/**
 * Whether SIGKILL goes to init as every other signal does. Without a pid namespace of its own, the
 * end of init ends nothing else.
 */
export function servesAllSignals({ record }: Container): boolean {
  return record.ownPidNamespace;
}

function signalInit(container: Container, signal: number, slots: Slots): readonly Op[] {
  const thawed = thawToDie(container);
  return [
    openInit(slots, NOT_RUNNING),
    {
      op: 'signal',
      at: 'kill',
      what: 'send the signal to the init process',
      process: slots.take(slotNames.process),
      signal,
    },
    ...(thawed.length === 0 ? [] : [onKill(signal, thawed)]),
  ];
}

function onKill(signal: number, steps: readonly Op[]): Op {
  const what = 'let the signal take effect';
  return { op: 'onSignal', at: 'kill', what, signal, number: SIGKILL, steps };
}

/**
 * The cgroup that names all processes of the container; undefined where it has none. All hierarchies
 * hold the same ones: the freezer's will do, or else the first.
 */
export function cgroupOfAll({ record }: Container): string | undefined {
  const { directories, freezer } = record.cgroup;
  return freezer === '' ? directories[0] : freezer;
}

export function cgroupKills(container: Container, signal: number): readonly Op[] {
  const { freezer } = container.record.cgroup;
  const path = cgroupOfAll(container);
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
