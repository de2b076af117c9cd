import { RuntimeError } from '../errors/runtime-error.ts';
import { compileFields } from '../fields/compile.ts';
import type { FieldContext } from '../fields/field.ts';
import { clonesIntoCgroup, containerCgroup } from '../fields/linux/cgroups-path.ts';
import { bindSource, readMounts } from '../fields/mounts/entry.ts';
import { kindOf, readTextIfThere } from '../host/files.ts';
import { type JsonValue, jsonText } from '../lib/json-text.ts';
import { parseJson } from '../lib/parse-json.ts';
import { NONE } from '../plan/field-types.ts';
import type { Op } from '../plan/ops.ts';
import type { PhaseName } from '../plan/phases.ts';
import type { Plan, Report } from '../plan/plan.ts';
import { slotNames } from '../plan/slot-names.ts';
import type { Step } from '../plan/step.ts';
import { claim, describeContainer, recordCreated } from './create.ts';
import type { RestoreOptions } from './criu/options.ts';
import {
  type CriuSetting,
  commonSettings,
  criuRequest,
  DESCRIPTORS_FILE,
  externalMounts,
  externalNamespaces,
} from './criu/request.ts';
import {
  criuRootOps,
  leaveHostMounts,
  mountPointOps,
  onHostMounts,
  readOnlyRoot,
} from './criu/root.ts';
import { criuOps, directoryOps, inheritedNumber } from './criu/session.ts';
import { type InitSlots, initSlots } from './init-status.ts';
import { pidFileOps } from './pid-file.ts';

export interface RestoreInput {
  readonly context: FieldContext;
  /** The text of config.json. */
  readonly config: string;
  readonly root: string;
  readonly options: RestoreOptions;
  readonly report: Report;
}

const at = 'restore';

/**
 * The plan of restore: a container is claimed and gets its cgroups as by create, and criu makes its
 * processes of images. There is no gate: what is restored runs.
 */
export function planRestore({ context, config, root, options, report }: RestoreInput): Plan {
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
  const ours = [
    ...opsOf(claim(context, root, { record, config: recorded }), 'claim'),
    ...opsOf(steps, 'cgroup', 'limits'),
    ...opsOf(steps, 'open').filter(isNamespaceOrSocket),
    ...leaveHostMounts(context),
    ...ops,
    ...criuOps({
      at,
      slots,
      request: criuRequest('restore', settings),
      log: `${options.workPath ?? options.imagePath}/restore.log`,
      inherited: externalsOf(context).map(({ slot }) => slot),
      cgroup: clonesIntoCgroup(context) ? slots.take(slotNames.cgroup) : NONE,
      before: [
        ...opsOf(steps, 'join').filter(({ op }) => op === 'cgroupEnter'),
        ...mountPointOps(context, steps),
        ...criuRootOps(context),
      ],
      answers: {
        outPid: init.pid,
        namespaces: onHostMounts(context, opsOf(steps, 'runtime-hooks')),
        restored: [
          startTimeOf(init),
          ...readOnlyRoot(context),
          ...opsOf(recordCreated(context, record), 'record'),
          ...pidFileOps(context.options, context.options.id, init.pid),
        ],
        outTerminal: slots.take('terminal master'),
        terminal: opsOf(steps, 'session').filter(({ op }) => op === 'sendFd'),
      },
      ready: [],
    }),
    endOnFailure(init.pid),
  ];
  return { report, slots: slots.names, steps: ours };
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

/** Namespaces given by path that criu takes as descriptors; others it joins by their paths. */
function externalsOf({ spec, slots }: FieldContext) {
  return (spec.linux?.namespaces ?? []).flatMap(({ type, path = '' }) =>
    path !== '' && (type === 'network' || type === 'pid')
      ? [{ key: externalNamespaces[type].key, slot: slots.take(`${type}-namespace`) }]
      : [],
  );
}

function restoreSettings(
  context: FieldContext,
  options: RestoreOptions,
  criuRoot: string,
): readonly CriuSetting[] {
  return [
    ['root', criuRoot],
    ['evasiveDevices', true],
    ['restoreSibling', true],
    ['tcpClose', options.tcpClose],
    ['lsmProfile', options.lsmProfile],
    ['lsmMountContext', options.lsmMountContext],
    ...mountsOf(context),
    ...cgroupRoots(context),
    ...externalsOf(context).map(({ key }, index) => inherit(key, inheritedNumber(index))),
    ...pipesOf(options.imagePath).map(({ key, fd }) => inherit(key, fd)),
    ...joined(context),
  ];
}

function mountsOf({ spec, options }: FieldContext): readonly CriuSetting[] {
  const binds = readMounts(spec).filter(({ kind }) => kind === 'bind');
  return externalMounts([
    ...binds.map((entry) => ({
      key: entry.destination,
      value: bindSource(entry, options.bundle),
    })),
    // What masks files has this name in all checkpoints.
    { key: '/dev/null', value: '/dev/null' },
  ]);
}

/** Where the cgroups of the checkpoint are now. */
function cgroupRoots(context: FieldContext): readonly CriuSetting[] {
  const { directories } = containerCgroup(context);
  return directories.flatMap(({ controllers, path, mountPoint, version }) => {
    const names = version === 2 ? [''] : controllers.map((name) => name.replace('name=', ''));
    return names.map(
      (name): CriuSetting => [
        'cgroupRoot',
        [
          [1, name],
          [2, path.slice(mountPoint.length)],
        ],
      ],
    );
  });
}

function inherit(key: string, fd: number): CriuSetting {
  return [
    'inheritFd',
    [
      [1, key],
      [2, fd],
    ],
  ];
}

/** Standard streams that were pipes of a caller: those of this one take their places. */
function pipesOf(imagePath: string) {
  const text = readTextIfThere(`${imagePath}/${DESCRIPTORS_FILE}`) ?? '[]';
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) return [];
  return list.flatMap((key: unknown, fd) =>
    typeof key === 'string' && key.startsWith('pipe:') && fd <= 2 ? [{ key, fd }] : [],
  );
}

function joined({ spec }: FieldContext): readonly CriuSetting[] {
  return (spec.linux?.namespaces ?? []).flatMap(({ type, path = '' }): readonly CriuSetting[] => {
    if (path === '' || type === 'network' || type === 'pid') return [];
    if (type === 'cgroup') {
      throw new RuntimeError('usage', 'cannot restore into a cgroup namespace given by path', {
        hint: 'criu knows no way: let the container have a new one',
      });
    }
    const word = type === 'mount' ? 'mnt' : type;
    return [
      [
        'joinNamespace',
        [
          [1, word],
          [2, path],
        ],
      ],
    ];
  });
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
