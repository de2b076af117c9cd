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
  ({ spec, facts }) => {
    const parse = parsingOnce();
    return (spec.mounts ?? []).map((mount, index) => {
      const place = { key: `${index}`, pointer: below('/mounts', index) };
      const read = readMount(mount, place, parse);
      // Mappings that are written out are among what no mount knows.
      const mapped = read.options.data.length === 0 ? mount : readIdmapOption(mount, spec);
      const entry = mapped === mount ? read : readMount(mapped, place, parse);
      const inside = withoutRoot(entry.destination, facts.root.path);
      return inside === undefined ? entry : at(inside, entry);
    });
  },
);

type Parse = (options: readonly string[]) => ParsedOptions;

/** Engines give most mounts the same options. */
function parsingOnce(): Parse {
  const known = new Map<string, ParsedOptions>();
  return (options) => {
    const text = options.join('\0');
    const parsed = known.get(text) ?? parseOptions(options);
    known.set(text, parsed);
    return parsed;
  };
}

/** One mount that comes from `pointer`: an entry of the configuration, or a part of what it means. */
export function readMount(
  mount: Mount,
  { key, pointer }: Pick<MountEntry, 'key' | 'pointer'>,
  parse: Parse = parseOptions,
): MountEntry {
  const options = parse(mount.options ?? []);
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
