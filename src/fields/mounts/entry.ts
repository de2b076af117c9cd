import { cleanPath } from '../../lib/clean-path.ts';
import { memo } from '../../lib/memo.ts';
import type { Mount, Spec } from '../../spec/config.ts';
import { below, quote } from '../quote.ts';
import { readIdmapOption } from './idmap-option.ts';
import { withoutRoot } from './in-root.ts';
import { type ParsedOptions, parseOptions } from './options.ts';

/** How a mount is made: from a path of the host, from what is mounted there already, or anew. */
export type MountKind = 'bind' | 'remount' | 'cgroup' | 'new';

/** One entry of `mounts`, read. */
export interface MountEntry {
  readonly mount: Mount;
  /** Tells the mounts of one plan apart in the names of slots. */
  readonly key: string;
  /** `/mounts/3`. */
  readonly pointer: string;
  /**
   * Absolute, without dots: a relative one is relative to `/`. Callers may put the path of the root
   * filesystem before it.
   */
  readonly destination: string;
  /** The destination as messages show it. */
  readonly shown: string;
  readonly options: ParsedOptions;
  readonly kind: MountKind;
}

/** Destinations are looked at without the path of the root filesystem. */
interface Configured {
  readonly spec: Spec;
  readonly facts: { readonly root: { readonly path: string } };
}

/** The entries of a configuration: once for its faults, and again for its steps. */
export const readMounts: (configured: Configured) => readonly MountEntry[] = memo(
  ({ spec, facts }) =>
    (spec.mounts ?? []).map((mount, index) => {
      const read = readMount(readIdmapOption(mount, spec), `${index}`, below('/mounts', index));
      const inside = withoutRoot(read.destination, facts.root.path);
      return inside === undefined ? read : at(inside, read);
    }),
);

/** One mount that comes from `pointer`: an entry of the configuration, or a part of what it means. */
export function readMount(mount: Mount, key: string, pointer: string): MountEntry {
  const options = parseOptions(mount.options ?? []);
  const destination = cleanPath(mount.destination);
  const shown = quote(destination);
  return { mount, key, pointer, destination, shown, options, kind: kindOf(mount, options) };
}

/** The same mount on another path. */
export function at(destination: string, entry: MountEntry): MountEntry {
  return { ...entry, destination, shown: quote(destination) };
}

/** A mount is a bind mount by its options; type `bind` says the same by another word. */
function kindOf(mount: Mount, { words, bind }: ParsedOptions): MountKind {
  if (words.includes('remount')) return 'remount';
  if (bind !== undefined || mount.type === 'bind') return 'bind';
  return mount.type === 'cgroup' ? 'cgroup' : 'new';
}

/** The path on the host that a bind mount shows; links in it are the kernel's to follow. */
export function bindSource({ mount }: MountEntry, bundle: string): string {
  const source = mount.source ?? '';
  return source.startsWith('/') ? source : `${bundle}/${source}`;
}
