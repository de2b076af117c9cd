import { isBelow } from '../../lib/clean-path.ts';

/** What the clean path of the host is inside the root filesystem; undefined: it is outside. */
export function withoutRoot(path: string, root: string): string | undefined {
  if (path === root) return '/';
  return isBelow(path, root) && root !== '/' ? path.slice(root.length) : undefined;
}
