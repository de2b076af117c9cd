import type { CgroupFacts } from '../cgroup/facts.ts';
import type { CgroupPlacement } from '../cgroup/placement.ts';
import { cgroupStats, oomCounter } from '../cgroup/read-stats.ts';
import { RuntimeError } from '../errors/runtime-error.ts';
import { readTextIfThere } from '../host/files.ts';
import { hugePageSizes } from '../host/huge-pages.ts';
import { probeCgroups } from '../host/probe-cgroups.ts';
import { errno } from '../lib/errno.ts';
import { type JsonValue, jsonText } from '../lib/json-text.ts';
import { ANY_ERRNO } from '../plan/field-types.ts';
import type { Op } from '../plan/ops.ts';
import type { Plan, Report } from '../plan/plan.ts';
import { slotNames } from '../plan/slot-names.ts';
import { createSlots, type Slots } from '../plan/slots.ts';
import type { Container } from './container.ts';
import { byStatus, readInit } from './init-status.ts';
import { intelRdtStats } from './intel-rdt-stats.ts';
import { failOp, printOp } from './messages.ts';
import { openInit } from './open-init.ts';
import { recordedPlacement } from './recorded-placement.ts';

export interface EventsInput {
  readonly container: Container;
  readonly report: Report;
  /** Those of this host unless told. */
  readonly facts?: CgroupFacts;
}

export interface EventStreamInput extends EventsInput {
  /** Milliseconds between two statistics. */
  readonly interval: number;
  /** The command line that prints the statistics once, without the name of the program. */
  readonly statsCommand: readonly string[];
}

/** Between two looks at the counter of a v1 cgroup, which tells of no change: milliseconds. */
const LOOK_MS = 100;

/** The plan of `events --stats`: what the container uses at this moment, as one JSON value. */
export function planStats({ container, report, facts = probeCgroups() }: EventsInput): Plan {
  const slots = createSlots();
  const stats = cgroupStats(placementOf(container, facts), hugePageSizes(), readTextIfThere);
  const data: JsonValue = {
    ...stats,
    intel_rdt: intelRdtStats(container),
    // Interfaces that runc itself has made; no specification has them.
    network_interfaces: null,
  };
  return planAlive(container, { report, slots, steps: [printEvent(container, 'stats', data)] });
}

/** The plan of `events`: follows the container until it ends. Each statistic is planned anew. */
export function planEvents(input: EventStreamInput): Plan {
  const { container, report, interval, statsCommand, facts = probeCgroups() } = input;
  const slots = createSlots();
  const counter = oomCounter(placementOf(container, facts));
  const follow: Op = {
    op: 'cgroupFollow',
    at: 'events',
    what: 'follow the container',
    process: slots.take(slotNames.process),
    interval,
    every: [
      {
        op: 'runSelf',
        at: 'events',
        what: 'print the statistics',
        // It has told its failure; the next one may go well.
        onErrno: [{ errno: ANY_ERRNO, then: 'ignore' }],
        args: statsCommand,
      },
    ],
    counter: counter?.file ?? '',
    key: 'oom_kill',
    look: counter?.version === 1 ? LOOK_MS : 0,
    grown: [printEvent(container, 'oom')],
  };
  const steps = [openInit(slots, notRunning(container)), follow];
  return planAlive(container, { report, slots, steps });
}

function planAlive(
  container: Container,
  { report, slots, steps }: { report: Report; slots: Slots; steps: readonly Op[] },
): Plan {
  const refused = [failOp(new RuntimeError('container-state', notRunning(container)))];
  const tracks = {
    creating: refused,
    created: steps,
    running: steps,
    paused: steps,
    stopped: refused,
  };
  return {
    report,
    slots: slots.names,
    steps: [readInit(container, slots), byStatus(container, slots, tracks)],
  };
}

function notRunning({ record }: Container): string {
  return `container with id ${record.id} is not running`;
}

function placementOf({ record }: Container, facts: CgroupFacts): CgroupPlacement {
  const placement = recordedPlacement(record, facts);
  if (placement.directories.length > 0) return placement;
  const words = 'cannot tell what the container uses: it has no cgroup of its own';
  throw new RuntimeError('container-state', words, { hint: 'create it with one' });
}

/** One line. A reader that has left has what it wanted. */
function printEvent({ record }: Container, type: 'stats' | 'oom', data?: JsonValue): Op {
  const text = `${jsonText({ type, id: record.id, data })}\n`;
  return { ...printOp(text), onErrno: [{ errno: errno.EPIPE, then: 'ignore' }] };
}
