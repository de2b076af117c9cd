import {
  type MountOption,
  mountAttributes,
  mountOptions,
  type SuperblockChange,
} from '../../spec/tables/mount-options.ts';
import type { PropagationChange } from '../propagation.ts';

/** Bits of mount_setattr(2): `attributes & ~clear | set`. Only the atime field may be in both. */
export interface AttributeChange {
  readonly set: number;
  readonly clear: number;
}

/** How far a bind or an id mapping reaches; undefined: there is none. */
export type Reach = 'one' | 'recursive' | undefined;

/** Options that say something of their own, neither attribute nor propagation. */
export type Word = Exclude<
  MountOption['kind'],
  'attribute' | 'superblock' | 'propagation' | 'bind' | 'idmap' | 'nothing'
>;

/** What the options of one mount mean together. */
export interface ParsedOptions {
  /** For the mount itself, to be applied after `recursive`. */
  readonly plain: AttributeChange;
  /** For the mount and all below it. */
  readonly recursive: AttributeChange;
  /** The last word on each flag of the file system itself. */
  readonly superblock: readonly SuperblockChange[];
  /** In the listed order: a slave that is then shared is both. */
  readonly propagations: readonly PropagationChange[];
  readonly bind: Reach;
  readonly idmap: Reach;
  readonly words: ReadonlySet<Word>;
  /** Options of the file system, one parameter each. */
  readonly data: readonly string[];
}

const atimeField = mountAttributes.MOUNT_ATTR__ATIME;
const nothing: AttributeChange = { set: 0, clear: 0 };

/** Reads the options in their order, a later one undoing an earlier one. Source: config.md#linux-mount-options. */
export function parseOptions(options: readonly string[]): ParsedOptions {
  const known = options.flatMap((name) => mountOptions.get(name) ?? []);
  return {
    ...attributesOf(known),
    superblock: superblockOf(known),
    propagations: known.flatMap((option) =>
      option.kind === 'propagation'
        ? [{ type: option.propagation, recursive: option.recursive }]
        : [],
    ),
    bind: reachOf(known, 'bind'),
    idmap: reachOf(known, 'idmap'),
    words: new Set(known.flatMap(wordOf)),
    data: options.filter((name) => !mountOptions.has(name)).flatMap(splitData),
  };
}

/** Lets the next change have its way with the bits it speaks of. */
function applyChange(before: AttributeChange, next: AttributeChange): AttributeChange {
  const { set, clear } = withoutBits(before, next.set | next.clear);
  // The kernel takes a value for the atime field only together with clearing all of it.
  return { set: set | next.set, clear: clear | next.clear };
}

function withoutBits({ set, clear }: AttributeChange, bits: number): AttributeChange {
  return { set: set & ~bits, clear: clear & ~bits };
}

function attributesOf(options: readonly MountOption[]): Pick<ParsedOptions, 'plain' | 'recursive'> {
  let plain = nothing;
  let recursive = nothing;
  for (const option of options) {
    if (option.kind !== 'attribute') continue;
    const change = clearingAtime(option);
    if (option.recursive) {
      recursive = applyChange(recursive, change);
      // It comes later in the list, so it also holds for the mount itself.
      plain = withoutBits(plain, change.set | change.clear);
    } else {
      plain = applyChange(plain, change);
    }
  }
  return { plain, recursive };
}

function clearingAtime({ set, clear }: AttributeChange): AttributeChange {
  return ((set | clear) & atimeField) === 0 ? { set, clear } : { set, clear: clear | atimeField };
}

function superblockOf(options: readonly MountOption[]): readonly SuperblockChange[] {
  const last = new Map<string, SuperblockChange>();
  for (const option of options) {
    if (option.kind !== 'superblock' && option.kind !== 'attribute') continue;
    if (option.superblock !== undefined) last.set(option.superblock.flag, option.superblock);
  }
  return [...last.values()];
}

/** Once recursive, always recursive: `bind` beside `rbind` takes nothing away. */
function reachOf(options: readonly MountOption[], kind: 'bind' | 'idmap'): Reach {
  const found = options.flatMap((option) => (option.kind === kind ? [option.recursive] : []));
  if (found.length === 0) return undefined;
  return found.includes(true) ? 'recursive' : 'one';
}

function wordOf(option: MountOption): readonly Word[] {
  switch (option.kind) {
    case 'attribute':
    case 'superblock':
    case 'propagation':
    case 'bind':
    case 'idmap':
    case 'nothing':
      return [];
    default:
      return [option.kind];
  }
}

/**
 * mount(2) takes data parted by commas, fsconfig(2) one parameter a call. A comma between double
 * quotes belongs to the value (the categories of an SELinux label), the quotes do not.
 */
function splitData(text: string): readonly string[] {
  const parts = text.match(/(?:"[^"]*"|[^",]|")+/g) ?? [];
  return parts.map((part) => part.replaceAll(/"([^"]*)"/g, '$1'));
}
