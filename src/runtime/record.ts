import { RuntimeError } from '../errors/runtime-error.ts';
import type { Slot, Text } from '../plan/field-types.ts';
import type { Hook } from '../spec/config.ts';

/** Raised when a record of an older version could be misread. */
export const RECORD_VERSION = 1;

/** What is known of a container before its processes exist: enough to remove all of it. */
export interface ContainerRecord {
  readonly version: typeof RECORD_VERSION;
  readonly id: string;
  readonly ociVersion: string;
  readonly bundle: string;
  readonly rootfs: string;
  /** RFC 3339, nanoseconds. */
  readonly created: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** What start needs; false where config.json has no process. */
  readonly hasProcess: boolean;
  /** Ending init ends every process of the container. */
  readonly ownPidNamespace: boolean;
  readonly cgroup: RecordedCgroup;
  readonly hooks: { readonly poststart: readonly Hook[]; readonly poststop: readonly Hook[] };
  /** Files outside the state directory that a kill may leave behind. */
  readonly temporaryFiles: readonly string[];
  /** resctrl groups and other directories to remove by rmdir. */
  readonly resctrlGroup: string | undefined;
}

export interface RecordedCgroup {
  readonly manager: 'cgroupfs' | 'systemd' | 'disabled';
  /** The container's own directories, one a hierarchy; empty where it has none. */
  readonly directories: readonly string[];
  /** That of the v1 freezer among them; empty: none. */
  readonly freezer: string;
}

/** A record as it was read; pid and startTime are absent while creating. */
export interface StoredRecord extends ContainerRecord {
  readonly pid?: number;
  readonly startTime?: number;
}

/** The record before init exists, and with its pid once that is known. */
export function recordText(
  record: ContainerRecord,
  init?: { readonly pid: Slot; readonly startTime: Slot },
): Text {
  const text = JSON.stringify(record);
  if (init === undefined) return text;
  return [`${text.slice(0, -1)},"pid":`, init.pid, ',"startTime":', init.startTime, '}'];
}

/** Reads a record that we wrote; path is for the error. */
export function parseRecord(text: string, path: string): StoredRecord {
  const value = parse(text);
  if (!isRecord(value)) {
    throw new RuntimeError(
      'unreadable-state',
      `cannot use the state record ${path}: it is damaged or of another version`,
      {
        path,
        hint: 'remove the container with delete --force',
      },
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

function isRecord(value: unknown): value is StoredRecord {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Partial<StoredRecord>;
  return (
    record.version === RECORD_VERSION &&
    typeof record.id === 'string' &&
    typeof record.bundle === 'string' &&
    Array.isArray(record.cgroup?.directories) &&
    record.cgroup.directories.every((path) => typeof path === 'string' && path.startsWith('/')) &&
    Array.isArray(record.temporaryFiles) &&
    Array.isArray(record.hooks?.poststop) &&
    (record.pid === undefined || (Number.isSafeInteger(record.pid) && record.pid > 1))
  );
}
