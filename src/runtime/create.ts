import { isWatched } from '../cgroup/systemd/place.ts';
import { compileFields } from '../fields/compile.ts';
import type { FieldContext } from '../fields/field.ts';
import type { LaunchOptions } from '../fields/launch-options.ts';
import { unitName } from '../fields/linux/cgroups-path/unit.ts';
import { containerCgroup } from '../fields/linux/cgroups-path.ts';
import { intelRdtDirectories } from '../fields/linux/intel-rdt.ts';
import { seccompHandovers } from '../fields/linux/seccomp.ts';
import { placementOf } from '../fields/namespace-placement.ts';
import { errno } from '../lib/errno.ts';
import { assemble } from '../plan/assemble.ts';
import type { Op } from '../plan/ops.ts';
import type { PhaseName } from '../plan/phases.ts';
import type { Plan, Report } from '../plan/plan.ts';
import { slotNames } from '../plan/slot-names.ts';
import type { Step } from '../plan/step.ts';
import type { Container } from './container.ts';
import { createDeadlines } from './deadlines.ts';
import { debugRecords } from './debug-records.ts';
import { lockOp } from './held-lock.ts';
import { identityLine, initLine, initSlots } from './init-status.ts';
import { pidFileOps } from './pid-file.ts';
import { poststopOps } from './poststop.ts';
import { type ContainerRecord, RECORD_VERSION, type RecordedUnit } from './record.ts';
import { removeState } from './remove-state.ts';
import { type StorePaths, storePaths, temporaryPath } from './store.ts';
import { laterPlans, storePlans } from './stored-plans.ts';

export interface CreateInput {
  /** Checked: no field has a fault. */
  readonly context: FieldContext;
  /** The text of config.json. */
  readonly config: string;
  readonly root: string;
  readonly report: Report;
}

/** The plan of create (runtime.md#create). */
export function planCreate(input: CreateInput): Plan {
  const { options, slots } = input.context;
  const last = inPhase('record', [
    // Before the pid file, which is what tells callers of success.
    { op: 'expectNoSignal', ...state('create the container') },
    ...pidFileOps(options, options.id, slots.take(slotNames.init)),
  ]);
  const record = describeContainer(input.context);
  const steps = creationOps(input, record, last);
  const later = laterPlans({ record, paths: storePaths(options.stateDirectory) }, input.context);
  return { report: input.report, slots: slots.names, steps, later };
}

/** Makes the container that record describes: the life cycle's own steps and more around those of the fields. */
export function creationOps(
  { context, config, root }: CreateInput,
  record: ContainerRecord,
  more: readonly Step[],
): readonly Op[] {
  const paths = storePaths(context.options.stateDirectory);
  const steps = [
    ...claim(context, root, { record, config }),
    ...inPhase('claim', [
      fifo(paths.gate, context.slots.take(slotNames.gate)),
      ownDirectory(paths.resultDirectory),
      fifo(paths.result, context.slots.take(slotNames.result)),
    ]),
    ...compileFields(context),
    ...identify(context),
    ...inPhase('meanwhile', plansOfLaterVerbs({ record, paths }, context.options)),
    ...recordCreated(context),
    ...more,
  ];
  return assemble(steps, {
    handovers: seccompHandovers(context),
    deadlines: createDeadlines(context.spec),
    timing: context.options.timing,
    records: debugRecords(context),
  });
}

/** A container in the foreground is deleted by its own plan: what is rarely asked for can be planned then. */
function plansOfLaterVerbs(container: Container, { foreground, logLevel }: LaunchOptions) {
  return foreground ? [] : [storePlans(container, logLevel)];
}

/** What is recorded of a container before it exists. */
export function describeContainer(context: FieldContext): ContainerRecord {
  const { spec, facts, options } = context;
  const { directories, manager } = containerCgroup(context);
  const { pidFile } = options;
  return {
    version: RECORD_VERSION,
    id: options.id,
    ociVersion: spec.ociVersion,
    bundle: options.bundle,
    rootfs: facts.root.path,
    created: facts.now,
    annotations: spec.annotations ?? {},
    hasProcess: spec.process !== undefined,
    ownPidNamespace: placementOf(spec, 'pid') === 'new',
    newKeyring: !options.noNewKeyring,
    cgroup: {
      manager,
      directories: directories.map(({ path }) => path),
      found: facts.foundCgroups,
      freezer: directories.find(({ controllers }) => controllers.includes('freezer'))?.path ?? '',
      unified: directories.find(({ version }) => version === 2)?.path ?? '',
      ...(manager === 'systemd' && { unit: recordedUnit(context) }),
    },
    hooks: { poststart: spec.hooks?.poststart ?? [], poststop: spec.hooks?.poststop ?? [] },
    hasStartHooks: (spec.hooks?.startContainer?.length ?? 0) > 0,
    temporaryFiles: pidFile === undefined ? [] : [temporaryPath(pidFile, options.id)],
    resctrlGroups: intelRdtDirectories(context),
  };
}

function recordedUnit(context: FieldContext): RecordedUnit {
  const { directories } = containerCgroup(context);
  return { name: unitName(context), directory: directories.find(isWatched)?.path ?? '/' };
}

/** The id is claimed and recorded before anything exists, so that a kill at any point leaves only what delete finds. */
export function claim(
  context: FieldContext,
  root: string,
  { record, config }: { readonly record: ContainerRecord; readonly config: string },
): readonly Step[] {
  const paths = storePaths(context.options.stateDirectory);
  const { directory } = paths;
  return inPhase('claim', [
    // Before anything is made: what interrupts us has all undone, not left.
    { op: 'heedSignals', ...state('heed signals') },
    { op: 'makeDirectory', ...state(`make ${root}`), path: root, mode: 0o700, exclusive: false },
    {
      op: 'makeDirectory',
      ...state(`make ${directory}`),
      onErrno: [
        { errno: errno.EEXIST, then: 'say', text: 'container with given ID already exists' },
      ],
      path: directory,
      mode: 0o700,
      exclusive: true,
    },
    {
      op: 'onFailure',
      ...state('give the id back'),
      undo: removeState(paths),
    },
    lockOp(directory, context.slots),
    // Before the record: what has one can be entered.
    createFile(paths.config, config),
    // Before the record, so that no verb finds a record of this container and init of another.
    createFile(paths.init, identityLine(record)),
    writeRecord(paths, record),
    { op: 'onFailure', ...state('run poststop hooks'), undo: poststopOps(record) },
  ]);
}

function identify({ slots }: FieldContext): readonly Step[] {
  return [
    ...inPhase('join', [
      // Init must not keep the lock of a killed create alive: flock(2) holds until every copy is closed.
      { op: 'close', ...state('close the lock'), slot: slots.take('lock') },
    ]),
    ...inPhase('identify', [
      {
        op: 'startTime',
        ...state('read the start time of init'),
        pid: slots.take(slotNames.init),
        out: slots.take(slotNames.initStartTime),
      },
    ]),
  ];
}

/** Records who init is. */
export function recordCreated({ slots, options }: FieldContext): readonly Step[] {
  const { init: path } = storePaths(options.stateDirectory);
  const content = initLine(initSlots(slots));
  return inPhase('record', [{ op: 'appendFile', ...state(`write ${path}`), path, content }]);
}

function writeRecord({ record: path, temporaryRecord }: StorePaths, record: ContainerRecord): Op {
  return {
    op: 'writeFile',
    ...state(`write the state record ${path}`),
    path,
    temporary: temporaryRecord,
    content: JSON.stringify(record),
    mode: 0o600,
  };
}

/** Nobody looks at it before the record is there. */
function createFile(path: string, content: string): Op {
  return { op: 'createFile', ...state(`write ${path}`), path, content, mode: 0o600 };
}

function ownDirectory(path: string): Op {
  return { op: 'makeDirectory', ...state(`make ${path}`), path, mode: 0o700, exclusive: true };
}

function fifo(path: string, out: number): Op {
  return { op: 'makeFifo', ...state(`make ${path}`), path, mode: 0o600, out };
}

function state(what: string): { readonly at: string; readonly what: string } {
  return { at: 'state', what };
}

function inPhase(phase: PhaseName, ops: readonly Op[]): readonly Step[] {
  return ops.map((op) => ({ phase, op }));
}
