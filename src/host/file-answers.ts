import { constants } from 'node:os';
import { createByteWriter } from '../lib/byte-writer.ts';
import { errnoName } from './files.ts';
import type { FileQuestion, Files, Question } from './seen.ts';
import type { Answer } from './warm-channel.ts';

/** More than any file that a plan is made of. */
const LONGEST = 16 << 20;

/** What an executor that sees these files answers. */
export function answerAbout(files: Files, [about, path]: Question): Answer {
  try {
    return { errno: 0, bytes: lookers[about](files, path) };
  } catch (error) {
    const name = errnoName(error) as keyof typeof constants.errno;
    return { errno: constants.errno[name], bytes: new Uint8Array() };
  }
}

const lookers: Readonly<Record<FileQuestion, (files: Files, path: string) => Uint8Array>> = {
  read: (files, path) => files.read(path, LONGEST),
  stat: statusOf,
  realPath: (files, path) => utf8.encode(files.realPath(path)),
  linkTarget: (files, path) => utf8.encode(files.linkTarget(path)),
  list: (files, path) => utf8.encode(files.list(path).map(withNul).join('')),
  fileSystem: (files, path) => words(files.fileSystem(path)),
  mayWrite: (files, path) => {
    files.mayWrite(path);
    return new Uint8Array();
  },
};

function statusOf(files: Files, path: string): Uint8Array {
  const status = files.stat(path);
  if (status === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' });
  const { mode, uid, ino } = status;
  return words(mode, uid, ino % 2 ** 32, Math.floor(ino / 2 ** 32));
}

function words(...values: readonly number[]): Uint8Array {
  const out = createByteWriter();
  for (const value of values) out.u32(value);
  return out.finish();
}

const withNul = (name: string): string => `${name}\0`;
const utf8 = new TextEncoder();
