import { RuntimeError } from '../errors/runtime-error.ts';
import { readMounts } from '../fields/mounts/entry.ts';
import { placementOf } from '../fields/namespace-placement.ts';
import { kindOf, linkTarget, readTextIfThere, statIfThere } from '../host/files.ts';
import { type MountLine, parseMountinfo } from '../host/parse-mountinfo.ts';
import { cleanPath, isBelow } from '../lib/clean-path.ts';
import { ANY_ERRNO, NONE } from '../plan/field-types.ts';
import type { Op } from '../plan/ops.ts';
import type { Plan, Report } from '../plan/plan.ts';
import { slotNames } from '../plan/slot-names.ts';
import { createSlots, type Slots } from '../plan/slots.ts';
import { exactConfig } from '../spec/check-config.ts';
import type { Spec } from '../spec/config.ts';
import type { ContainerState } from '../spec/state.ts';
import type { Container } from './container.ts';
import type { CheckpointOptions } from './criu/options.ts';
import { networkLocks } from './criu/options.ts';
import {
  type CriuSetting,
  commonSettings,
  criuRequest,
  DESCRIPTORS_FILE,
  externalMounts,
  externalNamespaces,
} from './criu/request.ts';
import { criuOps, directoryOps, noAnswers } from './criu/session.ts';
import { removalOps } from './delete.ts';
import { freezerOf } from './freezer.ts';
import { lockOp } from './held-lock.ts';
import { byStatus, readInit } from './init-status.ts';
import { failOp } from './messages.ts';
import { openInit } from './open-init.ts';

export interface CheckpointInput {
  readonly container: Container;
  readonly options: CheckpointOptions;
  readonly report: Report;
}

const at = 'checkpoint';
const EXIT_TIMEOUT_MS = 10_000;
/** Descriptors of the caller begin behind the standard streams. */
const FIRST_DESCRIPTOR = 3;

/**
 * The plan of checkpoint: criu writes the processes to images. Then the container is removed, as its
 * processes are gone, unless they are to go on.
 */
export function planCheckpoint({ container, options, report }: CheckpointInput): Plan {
  const slots = createSlots();
  const { statusFd } = options;
  checkParent(options);
  const refuse = (status: ContainerState): readonly Op[] => [
    failOp(
      new RuntimeError('container-state', `Container cannot be checkpointed in ${status} state`),
    ),
  ];
  const dump = dumpOps(container, options, slots);
  const steps: readonly Op[] = [
    ...(statusFd === undefined ? [] : [preserve(statusFd)]),
    lockOp(container.paths.directory, slots),
    readInit(container, slots),
    byStatus(container, slots, {
      creating: refuse('creating'),
      created: refuse('created'),
      running: [...thawOnFailure(container), ...dump],
      paused: dump,
      stopped: refuse('stopped'),
    }),
    ...(options.leaveRunning || options.preDump ? [] : ended(container, slots)),
  ];
  return { report, slots: slots.names, steps };
}

function preserve(statusFd: number): Op {
  const what = `keep the descriptor ${statusFd}`;
  return { op: 'preserveFds', at, what, count: statusFd - FIRST_DESCRIPTOR + 1 };
}

/** criu thaws what it has frozen, unless it is killed. */
function thawOnFailure(container: Container): readonly Op[] {
  const freezer = freezerOf(container);
  if (freezer === undefined) return [];
  const what = 'let the container go on';
  const onErrno = [{ errno: ANY_ERRNO, then: 'ignore' }] as const;
  const { control: path, thawed } = freezer;
  const undo: Op = { op: 'writeKernelFile', at, what, onErrno, path, data: thawed.data };
  return [{ op: 'onFailure', at, what, undo: [undo] }];
}

function dumpOps(container: Container, options: CheckpointOptions, slots: Slots): readonly Op[] {
  const process = processFolder(container);
  const { images, work, ops } = directoryOps(options, { at, slots, make: true });
  const settings: readonly CriuSetting[] = [
    ...commonSettings(options, { images, work, logFile: 'dump.log' }),
    ...dumpSettings(container, options, slots),
    ...(options.preDump ? [] : externals(container, process)),
  ];
  return [
    openInit(slots, 'container not running'),
    ...ops,
    ...(options.preDump ? [] : [descriptors(options.imagePath, process)]),
    ...criuOps({
      at,
      slots,
      request: criuRequest(options.preDump ? 'preDump' : 'dump', settings),
      log: `${options.workPath ?? options.imagePath}/dump.log`,
      inherited: [],
      cgroup: NONE,
      placed: [],
      before: [],
      answers: noAnswers,
      ready: options.statusFd === undefined ? [] : [tellReady(options.statusFd)],
    }),
  ];
}

function dumpSettings(
  container: Container,
  options: CheckpointOptions,
  slots: Slots,
): readonly CriuSetting[] {
  const { freezer, unified } = container.record.cgroup;
  const { parentPath, pageServer, networkLock } = options;
  const frozen = freezer === '' ? unified : freezer;
  return [
    ['pid', { place: slots.take(slotNames.init) }],
    ['root', container.record.rootfs],
    ['leaveRunning', options.leaveRunning],
    ['linkRemap', options.linkRemap],
    ['tcpSkipInFlight', options.tcpSkipInFlight],
    ['freezeCgroup', frozen === '' ? undefined : frozen],
    ['parentImage', parentPath],
    ['trackMemory', parentPath !== undefined || options.preDump],
    ['networkLock', networkLock === undefined ? undefined : networkLocks[networkLock]],
    [
      'pageServer',
      pageServer && [
        [1, pageServer.address],
        [2, pageServer.port],
      ],
    ],
  ];
}

/** What is the host's, and so no part of the checkpoint: bind mounts, masks, namespaces given by path. */
function externals(container: Container, process: string): readonly CriuSetting[] {
  const config = JSON.parse(readTextIfThere(container.paths.config) ?? '{}');
  const spec = exactConfig(config) as Spec;
  const facts = { root: { path: container.record.rootfs } };
  const mounts = readMounts({ spec, facts });
  const binds = mounts.filter(({ kind }) => kind === 'bind');
  const mounted = parseMountinfo(readTextIfThere(`${process}/mountinfo`) ?? '');
  const cgroups = mounts
    .filter(({ kind }) => kind === 'cgroup' && placementOf(spec, 'cgroup') === 'runtime')
    .flatMap(({ destination }) => hierarchiesBelow(mounted, destination));
  const masks = (spec.linux?.maskedPaths ?? []).filter((path) => isNullAt(mounted, path));
  return [
    ...externalMounts(
      [...binds.map(({ destination }) => destination), ...cgroups].map((destination) => ({
        key: destination,
        value: destination,
      })),
    ),
    ...externalMounts([...new Set(masks)].map((key) => ({ key, value: '/dev/null' }))),
    ...(spec.linux?.namespaces ?? []).flatMap(({ type, path = '' }): readonly CriuSetting[] => {
      if (path === '' || (type !== 'network' && type !== 'pid')) return [];
      const { word, key } = externalNamespaces[type];
      return [['external', `${word}[${statIfThere(path)?.ino ?? 0}]:${key}`]];
    }),
  ];
}

/** Of version 1: each is a bind of the container's own directory, as there is no cgroup namespace. */
function hierarchiesBelow(mounts: readonly MountLine[], path: string): readonly string[] {
  return mounts
    .filter(({ type, mountPoint }) => type === 'cgroup' && isBelow(mountPoint, path))
    .map(({ mountPoint }) => mountPoint);
}

/** Whether a file is masked: the null device of the host lies on it. Masked directories are part of the checkpoint. */
function isNullAt(mounts: readonly MountLine[], path: string): boolean {
  return mounts.some(({ mountPoint, root }) => mountPoint === path && root === '/null');
}

/** Where procfs tells of init, or nowhere. */
function processFolder({ paths }: Container): string {
  return `/proc/${readTextIfThere(paths.init)?.split(/[ \n]/)[1] ?? '0'}`;
}

/** What the standard streams of init are: a restore gives it those of the caller in place of pipes. */
/** criu would only say that it failed. */
function checkParent({ imagePath, parentPath }: CheckpointOptions): void {
  if (parentPath === undefined) return;
  // By its letters: the directory of the images need not be there yet.
  const path = cleanPath(`${imagePath}/${parentPath}`);
  if (kindOf(path) === 'directory') return;
  throw new RuntimeError('usage', `--parent-path leads to ${path}, which is no directory`, {
    hint: 'name that of an earlier checkpoint --pre-dump, as seen from --image-path',
  });
}

function descriptors(imagePath: string, process: string): Op {
  const path = `${imagePath}/${DESCRIPTORS_FILE}`;
  const streams = [0, 1, 2].map((fd) => linkTarget(`${process}/fd/${fd}`) ?? '/dev/null');
  return {
    op: 'writeFile',
    at,
    what: `write ${path}`,
    path,
    temporary: `${imagePath}/.${DESCRIPTORS_FILE}`,
    content: JSON.stringify(streams),
    mode: 0o600,
  };
}

function tellReady(fd: number): Op {
  return { op: 'tellReady', at, what: `write to the descriptor ${fd}`, fd };
}

function ended(container: Container, slots: Slots): readonly Op[] {
  const process = slots.take(slotNames.process);
  const what = 'wait for the end of the init process';
  return [
    { op: 'awaitExit', at, what, process, timeout: EXIT_TIMEOUT_MS },
    ...removalOps(container),
  ];
}
