import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
  statfsSync,
  statSync,
} from 'node:fs';
import process from 'node:process';
import type { FileStatus, Files } from './seen.ts';
import { systemError } from './system-error.ts';

/** The files of the machine as this process itself sees them. */
export const ownFiles: Files = {
  read: readRegular,
  readDescriptor: (number, limit) => {
    const fd = openSync(`/proc/${process.ppid}/fd/${number}`, constants.O_RDONLY);
    return thenClosed(fd, () => readWhole(fd, 0, limit, `descriptor ${number}`));
  },
  readStandardInput: (limit) => readWhole(0, 0, limit, 'standard input'),
  stat: (path) => {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats === undefined ? undefined : statusOf(stats);
  },
  realPath: (path) => realpathSync(path),
  linkTarget: (path) => readlinkSync(path),
  list: (path) => readdirSync(path),
  fileSystem: (path) => statfsSync(path).type,
  mayWrite: (path) => accessSync(path, constants.W_OK),
  anticipate: () => undefined,
};

/** Opened without blocking and checked by descriptor: a FIFO or a device can't hang or feed us for ever. */
function readRegular(path: string, limit: number): Uint8Array {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  return thenClosed(fd, () => {
    const stats = fstatSync(fd);
    if (!stats.isFile()) throw systemError('EINVAL', path);
    if (stats.size > limit) throw systemError('EFBIG', path);
    return readWhole(fd, stats.size, limit, path);
  });
}

function thenClosed<R>(fd: number, use: () => R): R {
  try {
    return use();
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
    // A regular file gives less than was asked for at its end alone.
    if (size > 0 && end < buffer.length) return buffer.subarray(0, end);
    if (end === buffer.length) {
      const larger = new Uint8Array(buffer.length * 2);
      larger.set(buffer);
      buffer = larger;
    }
  }
}

function statusOf(stats: Stats): FileStatus {
  const { mode, uid, ino } = stats;
  if (stats.isDirectory()) return { kind: 'directory', mode, uid, ino };
  return { kind: stats.isFile() ? 'file' : 'other', mode, uid, ino };
}
