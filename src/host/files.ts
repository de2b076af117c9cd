import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { parentProcess } from './engine.ts';

/** The errno name of a failed file operation, or rethrows what is no such failure. */
export function errnoName(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return error.code;
  }
  throw error;
}

/**
 * The whole of a regular file, read through one descriptor. Opened without blocking and checked by
 * descriptor, so that a FIFO or a device in its place can't hang or feed us for ever. Throws the
 * system's error, EINVAL for what is no regular file, EFBIG beyond limit bytes.
 */
export function readBytes(path: string, limit: number): Uint8Array {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  try {
    const stats = fstatSync(fd);
    if (!stats.isFile()) throw systemError('EINVAL', path);
    if (stats.size > limit) throw systemError('EFBIG', path);
    return readWhole(fd, stats.size, limit, path);
  } finally {
    closeSync(fd);
  }
}

/** Names a descriptor of whoever gave the path: in this process it would be another, or none. */
const descriptor = /^(?:\/dev\/fd|\/proc\/self\/fd)\/(\d+)$/;

/**
 * The file that the caller of the program has named: as readBytes, and also what a shell passes for
 * `<(command)`, a pipe among the caller's descriptors, which is read to its end.
 */
export function readGiven(path: string, limit: number): Uint8Array {
  const [, number] = descriptor.exec(path) ?? [];
  if (number === undefined) return readBytes(path, limit);
  const fd = openSync(`/proc/${parentProcess()}/fd/${number}`, constants.O_RDONLY);
  try {
    return readWhole(fd, 0, limit, path);
  } finally {
    closeSync(fd);
  }
}

/** Files of procfs and sysfs say that their size is 0: reads until the end, from size on. */
function readWhole(fd: number, size: number, limit: number, path: string): Uint8Array {
  let buffer = new Uint8Array(size > 0 ? size + 1 : 4096);
  let end = 0;
  for (;;) {
    const got = readSync(fd, buffer, end, buffer.length - end, null);
    if (got === 0) return buffer.subarray(0, end);
    end += got;
    if (end > limit) throw systemError('EFBIG', path);
    if (end === buffer.length) {
      const larger = new Uint8Array(buffer.length * 2);
      larger.set(buffer);
      buffer = larger;
    }
  }
}

/** Standard input to its end. Throws EFBIG beyond limit bytes, or the system's error. */
export function readStandardInput(limit: number): Uint8Array {
  return readWhole(0, 0, limit, 'standard input');
}

const utf8 = new TextDecoder();

/** A text file of at most 1 MiB; undefined where it is absent or unreadable. */
export function readTextIfThere(path: string): string | undefined {
  try {
    return utf8.decode(readBytes(path, 1 << 20));
  } catch (error) {
    errnoName(error);
    return undefined;
  }
}

/** `missing` is also what we may not see: acting on it tells why. */
export type FileKind = 'directory' | 'file' | 'other' | 'missing';

export function kindOf(path: string): FileKind {
  const stats = statIfThere(path);
  if (stats === undefined) return 'missing';
  if (stats.isDirectory()) return 'directory';
  return stats.isFile() ? 'file' : 'other';
}

/** What stat(2) says; undefined where the file is absent or out of reach. */
export function statIfThere(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    errnoName(error);
    return undefined;
  }
}

/** The path without links; undefined where it does not exist. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    errnoName(error);
    return undefined;
  }
}

/** What a symbolic link says; undefined where it is none or out of reach. */
export function linkTarget(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch (error) {
    errnoName(error);
    return undefined;
  }
}

export function listDirectory(path: string): readonly string[] | undefined {
  try {
    return readdirSync(path);
  } catch (error) {
    errnoName(error);
    return undefined;
  }
}

function systemError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
