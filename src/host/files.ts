import type { FileStatus, Question } from './seen.ts';
import { files } from './view.ts';

export type { Question };

/** The errno name of a failed file operation, or rethrows what is no such failure. */
export function errnoName(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return error.code;
  }
  throw error;
}

/**
 * The whole of a regular file, read through one descriptor. Throws the system's error, EINVAL for what
 * is no regular file, EFBIG beyond limit bytes.
 */
export function readBytes(path: string, limit: number): Uint8Array {
  return files().read(path, limit);
}

/** Names a descriptor of whoever gave the path: in this process it would be another, or none. */
const descriptor = /^(?:\/dev\/fd|\/proc\/self\/fd)\/(\d+)$/;

/**
 * The file that the caller of the program has named: as readBytes, and also what a shell passes for
 * `<(command)`, a pipe among the caller's descriptors, which is read to its end.
 */
export function readGiven(path: string, limit: number): Uint8Array {
  const [, number] = descriptor.exec(path) ?? [];
  return number === undefined
    ? readBytes(path, limit)
    : files().readDescriptor(Number(number), limit);
}

/** Standard input to its end. Throws EFBIG beyond limit bytes, or the system's error. */
export function readStandardInput(limit: number): Uint8Array {
  return files().readStandardInput(limit);
}

const utf8 = new TextDecoder();

/** A text file of at most 1 MiB; undefined where it is absent or unreadable. */
export function readTextIfThere(path: string): string | undefined {
  return ifThere(() => utf8.decode(readBytes(path, 1 << 20)));
}

/** `missing` is also what we may not see: acting on it tells why. */
export type FileKind = FileStatus['kind'] | 'missing';

export function kindOf(path: string): FileKind {
  return statIfThere(path)?.kind ?? 'missing';
}

/** What stat(2) says; undefined where the file is absent or out of reach. */
export function statIfThere(path: string): FileStatus | undefined {
  return ifThere(() => files().stat(path));
}

/** The path without links; undefined where it does not exist. */
export function realPath(path: string): string | undefined {
  return ifThere(() => files().realPath(path));
}

/** What a symbolic link says; undefined where it is none or out of reach. */
export function linkTarget(path: string): string | undefined {
  return ifThere(() => files().linkTarget(path));
}

export function listDirectory(path: string): readonly string[] | undefined {
  return ifThere(() => files().list(path));
}

/** f_type of statfs(2); undefined where the path is absent or out of reach. */
export function fileSystemOf(path: string): number | undefined {
  return ifThere(() => files().fileSystem(path));
}

export function mayWrite(path: string): boolean {
  return (
    ifThere(() => {
      files().mayWrite(path);
      return true;
    }) ?? false
  );
}

/** Tells some of what will be asked next, so that it can be answered together. */
export function anticipate(questions: () => readonly Question[]): void {
  files().anticipate(questions);
}

function ifThere<R>(look: () => R): R | undefined {
  try {
    return look();
  } catch (error) {
    errnoName(error);
    return undefined;
  }
}
