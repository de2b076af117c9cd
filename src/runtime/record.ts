import { RuntimeError } from '../errors/runtime-error.ts';
import { hasNul } from '../fields/quote.ts';
import type { Hook } from '../spec/config.ts';

/** Raised when a record of an older version could be misread. */
export const RECORD_VERSION = 4;

/**
 * What is known of a container before its processes exist: enough to remove all of it. Written once,
 * so that all that follows from it can be planned at once.
 */
export interface ContainerRecord {
  readonly version: typeof RECORD_VERSION;
  readonly id: string;
  readonly ociVersion: string;
  readonly bundle: string;
  readonly rootfs: string;
  /** RFC 3339, nanoseconds; with the id, the identity of the container. */
  readonly created: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** What start needs; false where config.json has no process. */
  readonly hasProcess: boolean;
  /** Ending init ends every process of the container. */
  readonly ownPidNamespace: boolean;
  /** Its processes get session keyrings of their own: not with --no-new-keyring. */
  readonly newKeyring: boolean;
  readonly cgroup: RecordedCgroup;
  readonly hooks: { readonly poststart: readonly Hook[]; readonly poststop: readonly Hook[] };
  /** Whether startContainer hooks run before the program does. */
  readonly hasStartHooks: boolean;
  /** Files outside the state directory that a kill may leave behind. */
  readonly temporaryFiles: readonly string[];
  /** Groups of resctrl that create has made for this container alone, innermost first. */
  readonly resctrlGroups: readonly string[];
}

export interface RecordedCgroup {
  readonly manager: 'cgroupfs' | 'systemd' | 'disabled';
  /** The container's own directories, one a hierarchy; empty where it has none. */
  readonly directories: readonly string[];
  /** Those among them that were there before the container, and so are not removed with it. */
  readonly found: readonly string[];
  /** That of the v1 freezer among them; empty: none. */
  readonly freezer: string;
  /** That of the unified hierarchy among them; empty: none. */
  readonly unified: string;
  /** The unit of systemd that holds the container; absent: none. */
  readonly unit?: RecordedUnit;
}

export interface RecordedUnit {
  readonly name: string;
  /** The directory by which systemd sees that the unit has no process any more, and which it removes then. */
  readonly directory: string;
}

/** Reads a record that we wrote; path is for the error. */
export function parseRecord(text: string, path: string): ContainerRecord {
  const value = parse(text);
  if (!isRecord(value)) {
    throw new RuntimeError(
      'unreadable-state',
      `cannot use the state record ${path}: it is damaged or of another version`,
      { path, hint: 'remove the container with delete --force' },
    );
  }
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is ContainerRecord {
  if (!isObject(value)) return false;
  const { cgroup, hooks } = value;
  return (
    value['version'] === RECORD_VERSION &&
    TEXTS.every((name) => isText(value[name])) &&
    FLAGS.every((name) => typeof value[name] === 'boolean') &&
    isObject(value['annotations']) &&
    Object.values(value['annotations']).every((text) => typeof text === 'string') &&
    isObject(cgroup) &&
    isText(cgroup['freezer']) &&
    isText(cgroup['unified']) &&
    isUnit(cgroup['unit']) &&
    isListOf(cgroup['directories'], isPath) &&
    isListOf(cgroup['found'], isPath) &&
    isObject(hooks) &&
    isListOf(hooks['poststart'], isHook) &&
    isListOf(hooks['poststop'], isHook) &&
    isListOf(value['temporaryFiles'], isPath) &&
    isListOf(value['resctrlGroups'], isPath)
  );
}

const TEXTS = ['id', 'ociVersion', 'bundle', 'rootfs', 'created'] as const;
const FLAGS = ['hasProcess', 'ownPidNamespace', 'newKeyring', 'hasStartHooks'] as const;

function isUnit(value: unknown): boolean {
  if (value === undefined) return true;
  return isObject(value) && isText(value['name']) && isPath(value['directory']);
}

function isHook(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { path, args, env, timeout } = value;
  return (
    isPath(path) &&
    [args, env].every((list) => list === undefined || isListOf(list, isText)) &&
    (timeout === undefined || isWhole(timeout))
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOf(value: unknown, isEntry: (entry: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isEntry);
}

/** Plans hold C strings. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && !hasNul(value);
}

function isPath(value: unknown): boolean {
  return isText(value) && value.startsWith('/');
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
