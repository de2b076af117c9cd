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
  /** Each once. */
  readonly words: readonly Word[];
  /** Options of the file system, one parameter each. */
  readonly data: readonly string[];
}

const atimeField = mountAttributes.MOUNT_ATTR__ATIME;
const nothing: AttributeChange = { set: 0, clear: 0 };

/** What is read so far. */
type Draft = { -readonly [K in keyof ParsedOptions]: ParsedOptions[K] };

const none: Draft = {
  plain: nothing,
  recursive: nothing,
  superblock: [],
  propagations: [],
  bind: undefined,
  idmap: undefined,
  words: [],
  data: [],
};

/** Reads the options in their order, a later one undoing an earlier one. Source: config.md#linux-mount-options. */
export function parseOptions(options: readonly string[]): ParsedOptions {
  const draft = { ...none };
  for (const name of options) {
    const option = mountOptions.get(name);
    if (option === undefined) draft.data = [...draft.data, ...splitData(name)];
    else applyOption(draft, option);
  }
  return draft;
}

function applyOption(draft: Draft, option: MountOption): void {
  switch (option.kind) {
    case 'attribute':
      applyAttribute(draft, option);
      break;
    case 'superblock':
      draft.superblock = withFlag(draft.superblock, option.superblock);
      break;
    case 'propagation': {
      const { propagation: type, recursive } = option;
      draft.propagations = [...draft.propagations, { type, recursive }];
      break;
    }
    case 'bind':
    case 'idmap':
      // Once recursive, always recursive: `bind` beside `rbind` takes nothing away.
      if (draft[option.kind] !== 'recursive') {
        draft[option.kind] = option.recursive ? 'recursive' : 'one';
      }
      break;
    case 'nothing':
      break;
    default:
      if (!draft.words.includes(option.kind)) draft.words = [...draft.words, option.kind];
  }
}

function applyAttribute(draft: Draft, option: MountOption & { readonly kind: 'attribute' }): void {
  const change = clearingAtime(option);
  if (option.recursive) {
    draft.recursive = applyChange(draft.recursive, change);
    // It comes later in the list, so it also holds for the mount itself.
    draft.plain = withoutBits(draft.plain, change.set | change.clear);
  } else {
    draft.plain = applyChange(draft.plain, change);
  }
  const { superblock } = option;
  if (superblock !== undefined) draft.superblock = withFlag(draft.superblock, superblock);
}

/** Lets the next change have its way with the bits it speaks of. */
function applyChange(before: AttributeChange, next: AttributeChange): AttributeChange {
  if (before === nothing) return next;
  const { set, clear } = withoutBits(before, next.set | next.clear);
  // The kernel takes a value for the atime field only together with clearing all of it.
  return { set: set | next.set, clear: clear | next.clear };
}

function withoutBits(change: AttributeChange, bits: number): AttributeChange {
  if (change === nothing) return nothing;
  return { set: change.set & ~bits, clear: change.clear & ~bits };
}

function clearingAtime({ set, clear }: AttributeChange): AttributeChange {
  return { set, clear: ((set | clear) & atimeField) === 0 ? clear : clear | atimeField };
}

function withFlag(changes: readonly SuperblockChange[], change: SuperblockChange) {
  const known = changes.findIndex(({ flag }) => flag === change.flag);
  return known < 0 ? [...changes, change] : changes.with(known, change);
}

/**
 * mount(2) takes data parted by commas, fsconfig(2) one parameter a call. A comma between double
 * quotes belongs to the value (the categories of an SELinux label), the quotes do not.
 */
function splitData(text: string): readonly string[] {
  if (text !== '' && !text.includes(',') && !text.includes('"')) return [text];
  const parts = text.match(/(?:"[^"]*"|[^",]|")+/g) ?? [];
  return parts.map((part) => part.replaceAll(/"([^"]*)"/g, '$1'));
}
