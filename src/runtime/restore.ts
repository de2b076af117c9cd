import { compileFields } from '../fields/compile.ts';
import type { FieldContext } from '../fields/field.ts';
import { startsUnit } from '../fields/linux/cgroups-path/unit.ts';
import { clonesIntoCgroup } from '../fields/linux/cgroups-path.ts';
import { isRelayed } from '../fields/process/terminal.ts';
import { kindOf } from '../host/files.ts';
import { type JsonValue, jsonText } from '../lib/json-text.ts';
import { parseJson } from '../lib/parse-json.ts';
import { NONE } from '../plan/field-types.ts';
import type { Op } from '../plan/ops.ts';
import type { PhaseName } from '../plan/phases.ts';
import type { Plan, Report } from '../plan/plan.ts';
import { slotNames } from '../plan/slot-names.ts';
import type { Slots } from '../plan/slots.ts';
import type { Step } from '../plan/step.ts';
import type { Container } from './container.ts';
import { claim, describeContainer, recordCreated } from './create.ts';
import type { RestoreOptions } from './criu/options.ts';
import { type CriuSetting, commonSettings, criuRequest } from './criu/request.ts';
import { externalsOf, restoreSettings } from './criu/restore-settings.ts';
import {
  criuRootOps,
  leaveHostMounts,
  mountPointOps,
  onHostMounts,
  readOnlyRoot,
  returnToHost,
} from './criu/root.ts';
import { CRIU, criuOps, directoryOps } from './criu/session.ts';
import { awaitProcess } from './foreground.ts';
import { type InitSlots, initSlots } from './init-status.ts';
import { pidFileOps } from './pid-file.ts';
import { storePaths } from './store.ts';
import { laterPlans, storePlans } from './stored-plans.ts';
import { deleteAtEnd, watched } from './whole-life.ts';

export interface RestoreInput {
  readonly context: FieldContext;
  /** The text of config.json. */
  readonly config: string;
  readonly root: string;
  readonly options: RestoreOptions;
  /** In the foreground, reap the processes of the container that lose their parent. */
  readonly subreaper: boolean;
  readonly report: Report;
}

const at = 'restore';

/**
 * The plan of restore: a container is claimed and gets its cgroups as by create, and criu makes its
 * processes of images. There is no gate: what is restored runs. In the foreground it is awaited and
 * deleted as by run.
 */
export function planRestore(input: RestoreInput): Plan {
  const { context, config, root, options, report } = input;
  const { slots } = context;
  const steps = compileFields(context);
  const record = describeContainer(context);
  const recorded = withTimeNamespace(config, context);
  const { images, work, ops } = directoryOps(options, { at, slots, make: false });
  const criuRoot = `${context.options.stateDirectory}/criu-root`;
  const settings: readonly CriuSetting[] = [
    ...commonSettings(options, { images, work, logFile: 'restore.log' }),
    ...restoreSettings(context, options, criuRoot),
  ];
  const init = initSlots(slots);
  const container = { record, paths: storePaths(context.options.stateDirectory) };
  const ours = [
    ...opsOf(claim(context, root, { record, config: recorded }), 'claim'),
    ...opsOf(steps, 'cgroup', 'hierarchies', 'limits'),
    ...opsOf(steps, 'open').filter(isNamespaceOrSocket),
    ...leaveHostMounts(context),
    ...ops,
    storePlans(container, context.options.logLevel),
    ...criuOps({
      at,
      slots,
      request: criuRequest('restore', settings),
      log: `${options.workPath ?? options.imagePath}/restore.log`,
      inherited: externalsOf(context).map(({ slot }) => slot),
      cgroup: clonesIntoCgroup(context) ? slots.take(slotNames.cgroup) : NONE,
      placed: startsUnit(context) ? unitOps(steps, slots) : [],
      before: [
        ...opsOf(steps, 'join', 'enter').filter(({ op }) => op === 'cgroupEnter'),
        ...mountPointOps(context, steps),
        ...criuRootOps(context),
      ],
      answers: {
        outPid: init.pid,
        namespaces: onHostMounts(context, opsOf(steps, 'runtime-hooks')),
        restored: [
          startTimeOf(init),
          ...readOnlyRoot(context),
          ...opsOf(recordCreated(context), 'record'),
          ...pidFileOps(context.options, context.options.id, init.pid),
          ...opsOf(watched(context, { at, subreaper: input.subreaper }), 'record'),
        ],
        outTerminal: slots.take(slotNames.terminalMaster),
        terminal: isRelayed(context) ? [] : sentTerminal(steps),
      },
      ready: [],
    }),
    endOnFailure(init.pid),
    ...(context.options.foreground ? awaited(context, container) : []),
  ];
  return { report, slots: slots.names, steps: ours, later: laterPlans(container) };
}

/** The descriptors that lead back to the host are closed while it is awaited. */
function awaited(context: FieldContext, container: Container): readonly Op[] {
  return [
    returnToHost(context),
    awaitProcess(context, at),
    deleteAtEnd(container, context.slots, at),
  ];
}

/** What puts init into a unit of systemd puts criu there, whose processes are then in it too. */
function unitOps(steps: readonly Step[], slots: Slots): readonly Op[] {
  const criu = slots.take(CRIU);
  return opsOf(steps, 'identify')
    .filter(({ at }) => at.startsWith('/linux/cgroupsPath') || at.startsWith('/linux/resources'))
    .map((op) => ('pid' in op && typeof op.pid === 'number' ? { ...op, pid: criu } : op));
}

function sentTerminal(steps: readonly Step[]): readonly Op[] {
  return opsOf(steps, 'session').filter(({ op }) => op === 'sendFd');
}

function startTimeOf({ pid, startTime }: InitSlots): Op {
  return { op: 'startTime', at, what: 'read the start time of init', pid, out: startTime };
}

function endOnFailure(pid: number): Op {
  const what = 'end what was restored';
  return { op: 'onFailure', at, what, undo: [{ op: 'killChild', at, what, pid }] };
}

function opsOf(steps: readonly Step[], ...phases: readonly PhaseName[]): readonly Op[] {
  return phases.flatMap((wanted) =>
    steps.flatMap(({ phase, op }) => (phase === wanted ? [op] : [])),
  );
}

/** Mount sources are opened where the mount points are made. */
function isNamespaceOrSocket({ op }: Op): boolean {
  return op === 'openNamespace' || op === 'connectSocket';
}

/** criu restores into a time namespace, which processes that enter the container have to join too. */
function withTimeNamespace(config: string, { spec }: FieldContext): string {
  const known = spec.linux?.namespaces ?? [];
  if (known.some(({ type }) => type === 'time') || kindOf('/proc/self/ns/time') === 'missing') {
    return config;
  }
  const document = parseJson(new TextEncoder().encode(config)) as Record<string, JsonValue>;
  const linux = (document['linux'] ?? {}) as Record<string, JsonValue>;
  const namespaces = (linux['namespaces'] ?? []) as readonly JsonValue[];
  const all = [...namespaces, { type: 'time' }];
  return jsonText({ ...document, linux: { ...linux, namespaces: all } });
}
