import { NONE, type Slot } from './field-types.ts';
import type { Op, OpOf } from './ops.ts';
import { type PhaseName, phaseRow, phasesOf, pointOf, type SyncPoint, syncOf } from './phases.ts';
import { type Records, record, recorded } from './records.ts';
import { stamp, stamped } from './stamped.ts';
import type { Step } from './step.ts';

/** Slots whose values init sends along when it says ready, by the point at which it does. */
export type Handovers = Partial<Readonly<Record<SyncPoint, Slot>>>;

/** Milliseconds that the host waits for init to reach a point; absent: as long as it takes. */
export type Deadlines = Partial<Readonly<Record<SyncPoint, number>>>;

/** What belongs to the sync points of one plan. */
export interface SyncOptions {
  readonly handovers?: Handovers;
  readonly deadlines?: Deadlines;
  /** Notes the end of each phase of the host, and of each wait for init, for --timing. */
  readonly timing?: boolean;
  /** For --debug: a record before each phase, and these. */
  readonly records?: Records | undefined;
}

/**
 * Puts steps into the order of their phases (stable inside a phase), joins the host and the init
 * track by their sync points, and nests the init track into the one clone op.
 */
export function assemble(steps: readonly Step[], sync: SyncOptions = {}): readonly Op[] {
  const byPhase = groupByPhase(steps);
  const init = phasesOf('init').flatMap((phase) => initPhase(phase, byPhase, sync));
  const host = phasesOf('host').flatMap((phase) => hostPhase(phase, byPhase, sync));
  return host.map((op) => (op.op === 'clone' ? { ...op, init } : op));
}

function groupByPhase(steps: readonly Step[]): ReadonlyMap<PhaseName, readonly Op[]> {
  const groups = new Map<PhaseName, Op[]>();
  for (const { phase, op } of steps) {
    const group = groups.get(phase);
    if (group === undefined) groups.set(phase, [op]);
    else group.push(op);
  }
  return groups;
}

type ByPhase = ReadonlyMap<PhaseName, readonly Op[]>;

function hostPhase(
  phase: PhaseName,
  byPhase: ByPhase,
  { handovers = {}, deadlines = {}, timing = false, records }: SyncOptions,
): readonly Op[] {
  const steps = byPhase.get(phase) ?? [];
  const ops = records === undefined ? steps : hostRecorded(phase, steps, records);
  const sync = syncOf(phase, handovers);
  if (sync === undefined) return timing ? stamped(phase, ops) : ops;
  const awaitReady: OpOf<'awaitReady'> = {
    op: 'awaitReady',
    ...words(`wait until init is ${sync}`),
    point: pointOf(sync),
    timeout: deadlines[sync] ?? 0,
    out: handovers[sync] ?? NONE,
  };
  const go: OpOf<'go'> = { op: 'go', ...words(`let init go on, ${sync}`), point: pointOf(sync) };
  if (!timing) return [awaitReady, ...ops, go];
  return [awaitReady, stamp(`init until ${sync}`), ...ops, go, stamp(phase)];
}

function initPhase(
  phase: PhaseName,
  byPhase: ByPhase,
  { handovers = {}, records }: SyncOptions,
): readonly Op[] {
  const steps = byPhase.get(phase) ?? [];
  const ops = records === undefined ? steps : initRecorded(phase, steps, records);
  const sync = syncOf(phase, handovers);
  if (sync === undefined) return ops;
  const ready: OpOf<'ready'> = {
    op: 'ready',
    ...words(`say that init is ${sync}`),
    point: pointOf(sync),
    value: handovers[sync] ?? NONE,
  };
  const awaitGo: OpOf<'awaitGo'> = {
    op: 'awaitGo',
    ...words(`wait for the word to go on, ${sync}`),
    point: pointOf(sync),
  };
  return [...ops, ready, awaitGo];
}

function hostRecorded(phase: PhaseName, steps: readonly Op[], { clone }: Records): readonly Op[] {
  const head = phase === 'clone' ? [record('--debug', clone)] : [];
  return [...head, ...recorded('host', phase, steps)];
}

/** Up to the last meeting: behind it nobody listens, or a filter may forbid to speak. */
function initRecorded(
  phase: PhaseName,
  steps: readonly Op[],
  { first, last }: Records,
): readonly Op[] {
  const phases = phasesOf('init');
  const end = phases.findIndex((name) => phaseRow(name).sync === 'created');
  if (phases.indexOf(phase) > end) return steps;
  return [
    ...(phase === phases[0] ? [record('--debug', first)] : []),
    ...recorded('init', phase, steps),
    ...(phase === phases[end] ? [record('--debug', last)] : []),
  ];
}

function words(what: string): { readonly at: string; readonly what: string } {
  return { at: 'sync', what };
}
