import type { Fault } from '../../errors/fault.ts';
import { cleanPath } from '../../lib/clean-path.ts';
import { errno } from '../../lib/errno.ts';
import type { ErrnoRule } from '../../plan/field-types.ts';
import { below, hasNul, quote } from '../quote.ts';

/** One path of a list, clean, and where the list has it. */
export interface ListedPath {
  readonly path: string;
  readonly at: string;
}

/** The paths, each once, in their order. */
export function distinctPaths(paths: readonly string[], pointer: string): readonly ListedPath[] {
  const seen = new Map<string, ListedPath>();
  for (const [index, path] of paths.map(cleanPath).entries()) {
    if (!seen.has(path)) seen.set(path, { path, at: below(pointer, index) });
  }
  return [...seen.values()];
}

/** Paths must be absolute, and hiding or sealing all of the root is not what they are for. */
export function pathFaults(paths: readonly string[], pointer: string, section: string): Fault[] {
  return paths.flatMap((path, index): Fault[] => {
    const at = below(pointer, index);
    if (!path.startsWith('/') || hasNul(path)) {
      return [{ pointer: at, problem: `is ${quote(path)}; wanted an absolute path`, section }];
    }
    if (cleanPath(path) !== '/') return [];
    const problem = `is ${quote(path)}, the root itself; use root.readonly for a read-only root`;
    return [{ pointer: at, problem, section }];
  });
}

/** Lists name what some kernels have; what is not there needs no hiding. */
export const absent: readonly ErrnoRule[] = [
  { errno: errno.ENOENT, then: 'ignore' },
  { errno: errno.ENOTDIR, then: 'ignore' },
  {
    errno: errno.EACCES,
    then: 'hint',
    text: 'root of the container cannot reach it, but another user of the container might: remove it from the list, or open its directory',
  },
];
