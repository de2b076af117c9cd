import { cleanPath } from '../../lib/clean-path.ts';
import { memo } from '../../lib/memo.ts';
import type { FieldContext } from '../field.ts';
import { bindSource, type MountEntry, readMounts } from './entry.ts';
import { withoutRoot } from './in-root.ts';

/**
 * The path inside the root filesystem of a source that an earlier mount covers, or holds a mount by
 * then: only who opens it in the mount namespace of the container, and not before, finds it.
 * Undefined: every other source.
 */
export function mountedSource(entry: MountEntry, context: FieldContext): string | undefined {
  const source = cleanPath(bindSource(entry, context.options.bundle));
  const inside = withoutRoot(source, context.facts.root.path);
  if (inside === undefined) return undefined;
  const { at, above } = destinations(context);
  const place = Number(entry.key);
  const isEarlier = (first: number | undefined) => first !== undefined && first < place;
  const isMounted =
    isEarlier(above.get(inside)) || pathsTo(inside).some((path) => isEarlier(at.get(path)));
  return isMounted ? inside : undefined;
}

/** Which mount is the first on a path, and which the first below it, by their places in the list. */
interface Destinations {
  readonly at: ReadonlyMap<string, number>;
  readonly above: ReadonlyMap<string, number>;
}

const destinations: (context: FieldContext) => Destinations = memo((context) => {
  const at = new Map<string, number>();
  const above = new Map<string, number>();
  for (const [place, { destination }] of readMounts(context).entries()) {
    if (!at.has(destination)) at.set(destination, place);
    // Those above a path that is known are known too.
    for (const path of pathsTo(destination).slice(1)) {
      if (above.has(path)) break;
      above.set(path, place);
    }
  }
  return { at, above };
});

/** The clean path and all directories above it, the nearest first. */
function pathsTo(path: string): readonly string[] {
  const paths = [path];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    paths.push(path.slice(0, end));
  }
  if (path !== '/') paths.push('/');
  return paths;
}
