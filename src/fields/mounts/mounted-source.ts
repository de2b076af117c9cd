import { cleanPath } from '../../lib/clean-path.ts';
import type { FieldContext } from '../field.ts';
import { bindSource, type MountEntry, readMounts } from './entry.ts';
import { areRelated, withoutRoot } from './in-root.ts';

/**
 * The path inside the root filesystem of a source that an earlier mount covers, or holds a mount by
 * then: only who opens it in the mount namespace of the container, and not before, finds it.
 * Undefined: every other source.
 */
export function mountedSource(entry: MountEntry, context: FieldContext): string | undefined {
  const source = cleanPath(bindSource(entry, context.options.bundle));
  const inside = withoutRoot(source, context.facts.root.path);
  if (inside === undefined) return undefined;
  const entries = readMounts(context);
  const place = entries.findIndex(({ key }) => key === entry.key);
  const isMounted = entries
    .slice(0, Math.max(0, place))
    .some(({ destination }) => areRelated(destination, inside));
  return isMounted ? inside : undefined;
}
