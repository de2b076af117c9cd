import { isRelayed } from '../fields/process/terminal.ts';
import type { Op } from '../plan/ops.ts';
import type { Plan } from '../plan/plan.ts';
import { slotNames } from '../plan/slot-names.ts';
import type { Slots } from '../plan/slots.ts';
import { stamped } from '../plan/stamped.ts';
import type { Container } from './container.ts';
import { type CreateInput, creationOps, describeContainer, planCreate } from './create.ts';
import { awaitProcess } from './foreground.ts';
import { readinessSlots, relayReady } from './notify.ts';
import { pidFileOps } from './pid-file.ts';
import { letGo, noProcess } from './start.ts';
import { storePaths } from './store.ts';
import { laterPlans } from './stored-plans.ts';
import { deleteAtEnd, watched } from './whole-life.ts';

export interface RunInput extends CreateInput {
  /** In the foreground, leave the container when its program has ended. */
  readonly keep: boolean;
  /** In the foreground, reap the processes of the container that lose their parent. */
  readonly subreaper: boolean;
  /** The address of a service manager, which is told when the program says that it is ready. */
  readonly notify?: string | undefined;
}

const at = 'run';

/**
 * The plan of run: create, start and, in the foreground, wait and delete, in one. A failure before
 * the program runs undoes all; then nothing is held, so that other verbs find the container as any.
 */
export function planRun(input: RunInput): Plan {
  const { context, report, notify } = input;
  const { options, slots } = context;
  const record = describeContainer(context);
  if (!record.hasProcess) throw noProcess();
  const container: Container = { record, paths: storePaths(options.stateDirectory) };
  const begin: readonly Op[] = [
    ...leaveGate(slots),
    ...letGo(container, slots, notify),
    ...pidFileOps(options, options.id, slots.take(slotNames.init)),
    ...(options.foreground ? foreground(input, container) : ready(input)),
  ];
  const steps = [
    ...creationOps(input, record, watched(context, { at, subreaper: input.subreaper })),
    ...(options.timing ? stamped('start', begin) : begin),
  ];
  const later = options.foreground ? {} : { later: laterPlans(container, context) };
  return { report, slots: slots.names, steps, ...later };
}

/** What create would do, or run where the terminal has nobody else to take it. */
export function planLaunch(input: CreateInput): Plan {
  if (!isRelayed(input.context)) return planCreate(input);
  return planRun({ ...input, keep: false, subreaper: true });
}

/** Only init is to hold the gate: what tells that it has passed is that nobody does. */
function leaveGate(slots: Slots): readonly Op[] {
  return [slotNames.gate, slotNames.result].map((name) => ({
    op: 'close',
    at,
    what: `close the ${name} FIFO`,
    slot: slots.take(name),
  }));
}

/** Detached, run ends when the program is ready. */
function ready({ context, notify }: RunInput): readonly Op[] {
  return notify === undefined ? [] : relayReady(context.slots);
}

function foreground({ context, keep, notify }: RunInput, container: Container): readonly Op[] {
  const { slots } = context;
  const wait = awaitProcess(context, at, notify === undefined ? undefined : readinessSlots(slots));
  return keep ? [wait] : [wait, deleteAtEnd(container, slots, at)];
}
