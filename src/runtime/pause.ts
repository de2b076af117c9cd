import { RuntimeError } from '../errors/runtime-error.ts';
import { errno } from '../lib/errno.ts';
import { ANY_ERRNO } from '../plan/field-types.ts';
import type { Op } from '../plan/ops.ts';
import type { Plan, Report } from '../plan/plan.ts';
import { slotNames } from '../plan/slot-names.ts';
import { createSlots, type Slots } from '../plan/slots.ts';
import type { ContainerState } from '../spec/state.ts';
import type { Container } from './container.ts';
import { type Freezer, freezerOf } from './freezer.ts';
import { lockOp } from './held-lock.ts';
import { byStatus, readInit } from './init-status.ts';
import { failOp } from './messages.ts';

/** For all processes to stop: one in the middle of I/O stops when that is done. */
const PATIENCE_MS = 10_000;

const NOT_RUNNING = 'container not running';
const NOT_PAUSED = 'container not paused';

/** The plan of pause: freeze the cgroup and wait until it is, or thaw it again. */
export function planPause(container: Container, report: Report): Plan {
  const freezer = usableFreezer(container, 'pause');
  const frozen = (slots: Slots): readonly Op[] => [
    thawOnFailure(freezer),
    settle(freezer, 'frozen', 'pause the container'),
    ...unkilled(container, slots),
  ];
  return planFor(container, report, (slots) => ({
    creating: refuse(NOT_RUNNING),
    created: frozen(slots),
    running: frozen(slots),
    paused: refuse(`${NOT_RUNNING}: it is paused already`),
    stopped: refuse(NOT_RUNNING),
  }));
}

/** The plan of resume: thaw the cgroup and wait until it is. */
export function planResume(container: Container, report: Report): Plan {
  const freezer = usableFreezer(container, 'resume');
  const refused = refuse(NOT_PAUSED);
  return planFor(container, report, () => ({
    creating: refused,
    created: refused,
    running: refused,
    paused: [settle(freezer, 'thawed', 'resume the container')],
    stopped: refused,
  }));
}

function planFor(
  container: Container,
  report: Report,
  tracks: (slots: Slots) => Readonly<Record<ContainerState, readonly Op[]>>,
): Plan {
  const slots = createSlots();
  const steps = [
    lockOp(container.paths.directory, slots),
    readInit(container, slots),
    byStatus(container, slots, tracks(slots)),
  ];
  return { report, slots: slots.names, steps };
}

function usableFreezer(container: Container, verb: string): Freezer {
  const freezer = freezerOf(container);
  if (freezer !== undefined) return freezer;
  const words = `cannot ${verb} the container: it has no cgroup with a freezer`;
  throw new RuntimeError('container-state', words, {
    hint: 'create it with cgroups, on a host with the v1 freezer or cgroup v2',
  });
}

function refuse(words: string): readonly Op[] {
  return [failOp(new RuntimeError('container-state', words))];
}

function settle(freezer: Freezer, to: 'frozen' | 'thawed', what: string): Op {
  return {
    op: 'cgroupSettle',
    at: 'pause',
    what,
    path: freezer.control,
    data: freezer[to].data,
    state: freezer.state,
    wanted: freezer[to].line,
    timeout: PATIENCE_MS,
  };
}

/**
 * The v1 freezer keeps even SIGKILL from a process. Kill sends it and then thaws: either that comes
 * behind our last word to the freezer, or the signal is pending already and seen here.
 */
function unkilled({ record }: Container, slots: Slots): readonly Op[] {
  if (record.cgroup.freezer === '') return [];
  const text = `${NOT_RUNNING}: it was killed meanwhile`;
  return [
    {
      op: 'expectUnkilled',
      at: 'pause',
      what: 'see whether the container was killed',
      onErrno: [{ errno: errno.ESRCH, then: 'say', text }],
      pid: slots.take(slotNames.init),
    },
  ];
}

function thawOnFailure({ control, thawed }: Freezer): Op {
  const what = 'let the container go on';
  const undo: Op = {
    op: 'writeKernelFile',
    at: 'pause',
    what,
    onErrno: [{ errno: ANY_ERRNO, then: 'ignore' }],
    path: control,
    data: thawed.data,
  };
  return { op: 'onFailure', at: 'pause', what, undo: [undo] };
}
