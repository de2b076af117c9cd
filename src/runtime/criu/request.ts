import type { ProtobufMessage, ProtobufValue } from '../../lib/protobuf.ts';
import { type CriuOptions, cgroupsModes } from './options.ts';

/** criu_req_type of criu's rpc.proto. */
export const requestTypes = { dump: 1, restore: 2, preDump: 4 } as const;

/** The fields of criu_opts that are set here. Source: criu's images/rpc.proto. */
const fields = {
  imagesDirFd: 1,
  pid: 2,
  leaveRunning: 3,
  extUnixSk: 4,
  tcpEstablished: 5,
  evasiveDevices: 6,
  shellJob: 7,
  fileLocks: 8,
  logLevel: 9,
  logFile: 10,
  pageServer: 11,
  notifyScripts: 12,
  root: 13,
  parentImage: 14,
  trackMemory: 15,
  autoDedup: 16,
  workDirFd: 17,
  linkRemap: 18,
  externalMount: 23,
  manageCgroups: 24,
  cgroupRoot: 25,
  restoreSibling: 26,
  inheritFd: 27,
  manageCgroupsMode: 34,
  external: 37,
  emptyNamespaces: 38,
  joinNamespace: 39,
  freezeCgroup: 44,
  tcpSkipInFlight: 46,
  lazyPages: 48,
  orphanPtsMaster: 50,
  tcpClose: 52,
  lsmProfile: 53,
  lsmMountContext: 63,
  networkLock: 64,
} as const;

/** undefined: left out. */
export type CriuSetting = readonly [name: keyof typeof fields, value: ProtobufValue | undefined];

export function criuRequest(
  type: keyof typeof requestTypes,
  settings: readonly CriuSetting[],
): ProtobufMessage {
  const options = settings.flatMap(([name, value]) =>
    value === undefined ? [] : [[fields[name], value] as const],
  );
  return [
    [1, requestTypes[type]],
    [2, options],
  ];
}

/** The log's verbosity with which criu says what it does, not only what fails. */
const LOG_LEVEL = 4;

/** What dumps and restores have in common; images and work: the slots of their directories. */
export function commonSettings(
  options: CriuOptions,
  { images, work, logFile }: { images: number; work: number | undefined; logFile: string },
): readonly CriuSetting[] {
  return [
    ['imagesDirFd', { place: images }],
    ['workDirFd', work === undefined ? undefined : { place: work }],
    ['logLevel', LOG_LEVEL],
    ['logFile', logFile],
    ['notifyScripts', true],
    ['orphanPtsMaster', true],
    ['manageCgroups', true],
    ['manageCgroupsMode', cgroupsModes[options.manageCgroupsMode]],
    ['tcpEstablished', options.tcpEstablished],
    ['extUnixSk', options.extUnixSk],
    ['shellJob', options.shellJob],
    ['fileLocks', options.fileLocks],
    ['autoDedup', options.autoDedup],
    ['lazyPages', options.lazyPages],
    ['emptyNamespaces', options.emptyNamespaces],
  ];
}

/** Mounts that are no part of a checkpoint: each is known by key, and value says what it is. */
export function externalMounts(
  mounts: readonly { readonly key: string; readonly value: string }[],
): readonly CriuSetting[] {
  return mounts.map(({ key, value }) => [
    'externalMount',
    [
      [1, key],
      [2, value],
    ],
  ]);
}

/** The names of namespaces that a checkpoint leaves out: given by path, they are there at a restore. */
export const externalNamespaces = {
  network: { word: 'net', key: 'extRootNetNS' },
  pid: { word: 'pid', key: 'extRootPidNS' },
} as const;

/** A list of descriptors of init, as runc keeps it beside the images. */
export const DESCRIPTORS_FILE = 'descriptors.json';
