import { constants } from 'node:os';
import type { FileQuestion, FileStatus, Files, Question } from './seen.ts';
import { systemError } from './system-error.ts';
import type { Answer } from './warm-channel.ts';

/** What was asked needs a planner that is a child of the executor. No `code`: nobody takes it for an errno. */
export class Declined extends Error {}

/** Puts questions to an executor and waits for an answer to each. */
export type Ask = (questions: readonly Question[]) => readonly Answer[];

/** The files of the machine as an executor sees them; known: what it has answered already. */
export function askedFiles(ask: Ask, known: Map<string, Answer>): Files {
  const learn = (questions: readonly Question[]): void => {
    const open = questions.filter(([about, path]) => !known.has(about + path) && isAskable(path));
    if (open.length === 0) return;
    const answers = ask(open);
    for (const [index, [about, path]] of open.entries()) {
      const answer = answers[index];
      if (answer !== undefined) known.set(about + path, answer);
    }
  };
  const answerTo = (about: FileQuestion, path: string): Answer => {
    const foreseen = known.get(about + path);
    if (foreseen !== undefined) return foreseen;
    // As Node refuses it before any system call.
    if (!isAskable(path)) throw systemError('ERR_INVALID_ARG_VALUE', path);
    learn([[about, path]]);
    const answer = known.get(about + path);
    if (answer === undefined) throw new Declined(`no answer about ${path}`);
    return answer;
  };
  const bytes = (about: FileQuestion, path: string): Uint8Array => {
    const answer = answerTo(about, path);
    if (answer.errno !== 0) throw systemError(errnoNames.get(answer.errno) ?? 'UNKNOWN', path);
    return answer.bytes;
  };
  const text = (about: FileQuestion, path: string): string => utf8.decode(bytes(about, path));
  return {
    read(path, limit) {
      const content = bytes('read', path);
      if (content.length > limit) throw systemError('EFBIG', path);
      return content;
    },
    readDescriptor: decline,
    readStandardInput: decline,
    stat: (path) =>
      answerTo('stat', path).errno === ENOENT ? undefined : statusOf(bytes('stat', path)),
    realPath: (path) => text('realPath', path),
    linkTarget: (path) => text('linkTarget', path),
    list: (path) => text('list', path).split('\0').slice(0, -1),
    fileSystem: (path) => viewOf(bytes('fileSystem', path)).getUint32(0, true),
    mayWrite: (path) => void bytes('mayWrite', path),
    anticipate: (questions) => learn(questions()),
  };
}

/** A pipe can be read once: what a planner here has read, one that is spawned later would miss. */
function decline(): never {
  throw new Declined('descriptors of the caller are not read from afar');
}

function isAskable(path: string): boolean {
  return !path.includes('\0');
}

function statusOf(bytes: Uint8Array): FileStatus {
  const view = viewOf(bytes);
  const mode = view.getUint32(0, true);
  const kind = kinds.get(mode & S_IFMT) ?? 'other';
  return { kind, mode, uid: view.getUint32(4, true), ino: Number(view.getBigUint64(8, true)) };
}

const { ENOENT } = constants.errno;

/** Source: inode(7). */
const S_IFMT = 0o170000;
const kinds: ReadonlyMap<number, FileStatus['kind']> = new Map([
  [0o040000, 'directory'],
  [0o100000, 'file'],
]);

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const errnoNames: ReadonlyMap<number, string> = new Map(
  // The first name of a number counts, as EAGAIN before EWOULDBLOCK.
  Object.entries(constants.errno)
    .reverse()
    .map(([name, number]) => [number, name]),
);

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
