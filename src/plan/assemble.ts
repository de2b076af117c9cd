import { NONE, type Slot } from './field-types.ts';
import type { Op, OpOf } from './ops.ts';
import { type PhaseName, phasesOf, pointOf, type SyncPoint, syncOf } from './phases.ts';
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
}

/**
 * Puts steps into the order of their phases (stable inside a phase), joins the host and the init
 * track by their sync points, and nests the init track into the one clone op.
 */
export function assemble(steps: readonly Step[], sync: SyncOptions = {}): readonly Op[] {
  const byPhase = groupByPhase(steps);
  const init = phasesOf('init').flatMap((phase) => initPhase(phase, byPhase, sync.handovers ?? {}));
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
  { handovers = {}, deadlines = {}, timing = false }: SyncOptions,
): readonly Op[] {
  const ops = byPhase.get(phase) ?? [];
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

function initPhase(phase: PhaseName, byPhase: ByPhase, handovers: Handovers): readonly Op[] {
  const ops = byPhase.get(phase) ?? [];
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

function words(what: string): { readonly at: string; readonly what: string } {
  return { at: 'sync', what };
}
