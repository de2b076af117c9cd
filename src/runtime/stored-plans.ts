import type { FieldContext } from '../fields/field.ts';
import type { LogLevel } from '../fields/launch-options.ts';
import { createByteWriter } from '../lib/byte-writer.ts';
import { ANY_ERRNO, GIVEN_SIGNAL } from '../plan/field-types.ts';
import type { Op } from '../plan/ops.ts';
import type { Plan, Report } from '../plan/plan.ts';
import { PLAN_STAMP } from '../plan/stamp.generated.ts';
import type { Container } from './container.ts';
import { planDelete } from './delete.ts';
import { encoded } from './encoded.ts';
import { planKill, servesAllSignals } from './kill.ts';
import { planPlainExec } from './plain-exec.ts';
import type { ContainerRecord } from './record.ts';
import { planStart } from './start.ts';
import { planState } from './state.ts';
import { VERSION } from './version.ts';

/** `PLNS`, little-endian. */
export const STORED_PLANS_MAGIC = 0x534e_4c50;

/** What the executor reads at most: annotations of any size are in some of these plans. */
export const LARGEST_STORED_PLANS = 256 << 10;

/** The executor puts what its arguments say in its place. */
const report: Report = { logPath: '', logFormat: 'text', exitCode: 1 };

/** A plan and the command that it is for: the verb, and its flags that make another plan. */
export interface StoredPlan {
  readonly command: string;
  readonly plan: Plan;
}

/** The plans of the verbs to come, which say nothing that only their moment knows. */
export function storedPlans(container: Container): readonly StoredPlan[] {
  const kill = { container, signal: GIVEN_SIGNAL, all: false, report };
  return [
    { command: 'start', plan: planStart(container, report) },
    { command: 'state', plan: planState(container, report) },
    ...(servesAllSignals(container) ? [{ command: 'kill', plan: planKill(kill) }] : []),
    { command: 'delete', plan: planDelete({ container, force: false, report }) },
    { command: 'delete --force', plan: planDelete({ container, force: true, report }) },
  ];
}

/**
 * The file as native/stored-plans.c reads it: magic, stamp, version, the directory that the paths
 * in the plans are below, and each command with its plan.
 */
export function encodeStoredPlans(container: Container, plans: readonly StoredPlan[]): Uint8Array {
  const out = createByteWriter();
  out.u32(STORED_PLANS_MAGIC);
  out.u32(PLAN_STAMP);
  out.cString(VERSION);
  out.cString(container.paths.directory);
  out.u32(plans.length);
  for (const { command, plan } of plans) {
    out.cString(command);
    const bytes = encoded(plan);
    out.u32(bytes.length);
    out.bytes(bytes);
  }
  return out.finish();
}

/** Milliseconds that the executor waits for the plans, which are made while it works. */
const PATIENCE_MS = 2000;

/** Stores the plans; without them the verbs ask the planner. */
export function storePlans({ paths }: Container, logLevel: LogLevel): Op {
  return {
    op: 'storePlans',
    at: 'state',
    what: `write ${paths.plans}`,
    onErrno: [{ errno: ANY_ERRNO, then: logLevel === 'error' ? 'ignore' : 'warn' }],
    path: paths.plans,
    timeout: PATIENCE_MS,
  };
}

function isTooLong({ annotations }: ContainerRecord): boolean {
  return Object.values(annotations).join('').length > LARGEST_STORED_PLANS;
}

/**
 * What `storePlans` stores: nothing where it would be too much to read for each verb. created: what create
 * has planned with, for processes that enter; a restored container has been changed since.
 */
export function laterPlans(container: Container, created?: FieldContext): () => Uint8Array {
  return () => {
    // That they are too long is seldom so, and long in coming where it is.
    if (isTooLong(container.record)) return new Uint8Array();
    const entering = created === undefined ? undefined : planPlainExec(container, created);
    const plans = storedPlans(container);
    const all = entering === undefined ? plans : [...plans, { command: 'exec', plan: entering }];
    const whole = encodeStoredPlans(container, all);
    if (whole.length <= LARGEST_STORED_PLANS) return whole;
    const few = encodeStoredPlans(container, plans);
    return few.length <= LARGEST_STORED_PLANS ? few : new Uint8Array();
  };
}
