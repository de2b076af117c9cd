import { RuntimeError } from '../errors/runtime-error.ts';
import { absolutePath } from '../lib/absolute-path.ts';

/** What a command sees of whoever called it. */
export interface Caller {
  /** The name by which it called us: `pelagos`, or that of a link. */
  readonly calledAs: string;
  /** Undefined where it has no path: it was removed. */
  readonly workingDirectory: string | undefined;
  /** Of the executor: the process that was called. */
  readonly pid: number;
  readonly uid: number;
  readonly gid: number;
  readonly inUserNamespace: boolean;
  /** An empty variable counts as absent. */
  environment(name: string): string | undefined;
}

/** A path that the caller gave as an absolute one; an error where only the working directory could tell. */
export function pathFor({ workingDirectory }: Caller, path: string): string {
  if (workingDirectory === undefined && !path.startsWith('/')) {
    throw new RuntimeError(
      'usage',
      `${JSON.stringify(path)} is relative to the working directory, which was removed`,
      { hint: 'name an absolute path' },
    );
  }
  return absolutePath(workingDirectory ?? '/', path);
}
