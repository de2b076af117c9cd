import { RuntimeError } from '../../errors/runtime-error.ts';
import { environment } from '../../host/engine.ts';
import { FALLBACK_PATH, findProgram } from '../../host/find-program.ts';
import { encodeProtobuf, type ProtobufMessage } from '../../lib/protobuf.ts';
import { NONE, type Slot } from '../../plan/field-types.ts';
import type { Op, OpOf } from '../../plan/ops.ts';
import { pointOf } from '../../plan/phases.ts';
import type { Slots } from '../../plan/slots.ts';
import type { CriuOptions } from './options.ts';

/** The slot of the pid of criu. */
export const CRIU = 'criu';
const BEGIN_TIMEOUT_MS = 60_000;
/** In criu, above all that the executor has open; those of the caller come right behind it. */
const SOCKET_NUMBER = 200;
const O_DIRECTORY = 0o200000;
const MADE_WITH = 0o700;

/** How the two sides of a conversation with criu differ. */
export interface CriuSession {
  readonly at: 'checkpoint' | 'restore';
  readonly slots: Slots;
  readonly request: ProtobufMessage;
  readonly log: string;
  /** Descriptors that criu has from inheritedNumber(0) on. */
  readonly inherited: readonly Slot[];
  /** The cgroup that criu is cloned into, and what it does before it is criu. */
  readonly cgroup: Slot;
  /** What the host does while criu, which is in the slot CRIU, waits to begin. */
  readonly placed: readonly Op[];
  readonly before: readonly Op[];
  readonly answers: Pick<
    OpOf<'criuRequest'>,
    'outPid' | 'namespaces' | 'restored' | 'outTerminal' | 'terminal'
  >;
  readonly ready: readonly Op[];
}

export function inheritedNumber(index: number): number {
  return SOCKET_NUMBER + 1 + index;
}

/** criu(8) of the host, started as its libraries start it, and one request to it. */
export function criuOps(session: CriuSession): readonly Op[] {
  const { at, slots, request, answers, log, ready, placed } = session;
  const [ours, theirs] = [slots.take('criu socket'), slots.take('socket of criu')];
  const criu = slots.take(CRIU);
  const what = 'start criu';
  const { bytes, places } = encodeProtobuf(request);
  return [
    { op: 'packetPair', at, what, out: ours, outPeer: theirs },
    { op: 'clone', at, what, ...cloneOf(session), memory: '', out: criu },
    { op: 'onFailure', at, what, undo: [{ op: 'killChild', at, what: 'end criu', pid: criu }] },
    { op: 'close', at, what, slot: theirs },
    ...(placed.length > 0 ? [awaitReady(at), ...placed, go(at)] : []),
    { op: 'awaitExecuted', at, what, timeout: 0 },
    {
      op: 'criuRequest',
      at,
      what: `${at} the container`,
      socket: ours,
      request: bytes,
      patches: places,
      log,
      ready,
      ...answers,
    },
  ];
}

const point = pointOf('namespaced');

function awaitReady(at: string): Op {
  const what = 'wait until the process of criu is there';
  return { op: 'awaitReady', at, what, point, timeout: BEGIN_TIMEOUT_MS, out: NONE };
}

function go(at: string): Op {
  return { op: 'go', at, what: 'let the process of criu go on', point };
}

/** In the process that becomes criu. */
function waitForPlace(at: string): readonly Op[] {
  const what = 'wait to be in the cgroups of the container';
  return [
    { op: 'ready', at, what, point, value: NONE },
    { op: 'awaitGo', at, what, point },
  ];
}

function cloneOf({ at, slots, cgroup, placed, before, inherited }: CriuSession) {
  const path = criuPath();
  const what = `start ${path}`;
  const place = (fd: Slot, number: number): Op => ({ op: 'placeFd', at, what, fd, number });
  const init: readonly Op[] = [
    ...(placed.length > 0 ? waitForPlace(at) : []),
    ...before,
    { op: 'resolveExecutable', at, what, file: path, path: '' },
    place(slots.take('socket of criu'), SOCKET_NUMBER),
    ...inherited.map((fd, index) => place(fd, inheritedNumber(index))),
    {
      op: 'execute',
      at,
      what,
      args: ['criu', 'swrk', `${SOCKET_NUMBER}`],
      // It starts iptables, ip and tar.
      env: [`PATH=${environment('PATH') ?? FALLBACK_PATH}`],
    },
  ];
  return { flags: 0, cgroup, init };
}

function criuPath(): string {
  const path = findProgram('criu');
  if (path !== undefined) return path;
  throw new RuntimeError('criu-missing', 'checkpoint and restore need criu, which is not in PATH', {
    hint: 'install the package criu',
  });
}

/** Where images and log are: opened, and made first where a checkpoint is to be written. */
export function directoryOps(
  options: CriuOptions,
  { at, slots, make }: { at: string; slots: Slots; make: boolean },
) {
  const images = slots.take('images');
  const work = options.workPath === undefined ? undefined : slots.take('work directory');
  const open = (path: string, out: Slot, made: boolean): readonly Op[] => [
    ...(made ? [makeDirectory(at, path)] : []),
    { op: 'openFile', at, what: `open ${path}`, path, flags: O_DIRECTORY, out },
  ];
  const ops = [
    ...open(options.imagePath, images, make),
    ...(work === undefined ? [] : open(options.workPath ?? '', work, true)),
  ];
  return { images, work, ops };
}

function makeDirectory(at: string, path: string): Op {
  const what = `make ${path}`;
  return { op: 'makeDirectory', at, what, path, mode: MADE_WITH, exclusive: false };
}

export const noAnswers = {
  outPid: NONE,
  namespaces: [],
  restored: [],
  outTerminal: NONE,
  terminal: [],
} as const satisfies CriuSession['answers'];
