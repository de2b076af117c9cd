/** Attributes of one mount for mount_setattr(2) and fsmount(2). Source: linux/mount.h. */
export const mountAttributes = {
  MOUNT_ATTR_RDONLY: 0x0000_0001,
  MOUNT_ATTR_NOSUID: 0x0000_0002,
  MOUNT_ATTR_NODEV: 0x0000_0004,
  MOUNT_ATTR_NOEXEC: 0x0000_0008,
  /** A field, not a flag: whoever sets one of the three below must clear all of it. */
  MOUNT_ATTR__ATIME: 0x0000_0070,
  MOUNT_ATTR_RELATIME: 0x0000_0000,
  MOUNT_ATTR_NOATIME: 0x0000_0010,
  MOUNT_ATTR_STRICTATIME: 0x0000_0020,
  MOUNT_ATTR_NODIRATIME: 0x0000_0080,
  MOUNT_ATTR_IDMAP: 0x0010_0000,
  MOUNT_ATTR_NOSYMFOLLOW: 0x0020_0000,
} as const;

/** Flags of mount(2) that belong to the file system itself. Source: linux/mount.h. */
export const superblockFlags = {
  MS_RDONLY: 0x0000_0001,
  MS_SYNCHRONOUS: 0x0000_0010,
  MS_MANDLOCK: 0x0000_0040,
  MS_DIRSYNC: 0x0000_0080,
  MS_SILENT: 0x0000_8000,
  MS_I_VERSION: 0x0080_0000,
  MS_LAZYTIME: 0x0200_0000,
} as const;

/** Types of propagation, the `propagation` of mount_setattr(2). Source: linux/mount.h. */
export const propagations = {
  unbindable: 0x0002_0000,
  private: 0x0004_0000,
  slave: 0x0008_0000,
  shared: 0x0010_0000,
} as const;

/** A type of propagation. Source: mount_namespaces(7). */
export type Propagation = keyof typeof propagations;

/** What an option does to the flags of the file system, where that is not a bind mount. */
export interface SuperblockChange {
  readonly flag: keyof typeof superblockFlags;
  readonly on: boolean;
  /** The parameter that says the same through fsconfig(2); some flags exist for mount(2) only. */
  readonly parameter?: string;
}

/**
 * What one option of a mount means. Options apply in the listed order and a later one undoes an earlier one:
 * `attributes = attributes & ~clear | set`.
 */
export type MountOption =
  | {
      readonly kind: 'attribute';
      /** Bits of `mountAttributes`. */
      readonly set: number;
      readonly clear: number;
      /** Whether it reaches the mounts below as well (AT_RECURSIVE). */
      readonly recursive: boolean;
      readonly superblock?: SuperblockChange;
    }
  | { readonly kind: 'superblock'; readonly superblock: SuperblockChange }
  | {
      readonly kind: 'propagation';
      readonly propagation: Propagation;
      readonly recursive: boolean;
    }
  /** `bind` and `idmap` in their plain and recursive form. */
  | { readonly kind: 'bind' | 'idmap'; readonly recursive: boolean }
  | {
      readonly kind:
        | 'remount'
        /** Copies what the image has at the destination into the new tmpfs. */
        | 'tmpcopyup'
        /** The source is a file with a file system in it. */
        | 'loop'
        /** Where the source is a symbolic link, makes the same link instead of a mount. */
        | 'copy-symlink'
        /** Mounts the symbolic link that the source is, not what it points to. */
        | 'src-nofollow'
        /** Mounts over the symbolic link that the destination is. */
        | 'dest-nofollow'
        /** Says what is so anyhow. */
        | 'nothing';
    };

const attr = mountAttributes;
const atime = attr.MOUNT_ATTR__ATIME;

function set(bits: number, clear = 0, recursive = false): MountOption {
  return { kind: 'attribute', set: bits, clear, recursive };
}

function clear(bits: number, recursive = false): MountOption {
  return { kind: 'attribute', set: 0, clear: bits, recursive };
}

function superblock(flag: SuperblockChange['flag'], on: boolean, parameter?: string): MountOption {
  const change = parameter === undefined ? { flag, on } : { flag, on, parameter };
  return { kind: 'superblock', superblock: change };
}

function propagation(type: Propagation, recursive: boolean): MountOption {
  return { kind: 'propagation', propagation: type, recursive };
}

function readOnly(on: boolean): MountOption {
  const bits = attr.MOUNT_ATTR_RDONLY;
  return {
    kind: 'attribute',
    set: on ? bits : 0,
    clear: on ? 0 : bits,
    recursive: false,
    superblock: { flag: 'MS_RDONLY', on, parameter: on ? 'ro' : 'rw' },
  };
}

const nothing: MountOption = { kind: 'nothing' };

/**
 * Every option that a runtime must know, and those that runc and crun accept beyond them. Any other option is the file
 * system's own. Source: config.md#linux-mount-options, mount(8).
 */
export const mountOptions: ReadonlyMap<string, MountOption> = new Map<string, MountOption>([
  ['defaults', nothing],
  ['ro', readOnly(true)],
  ['rw', readOnly(false)],
  ['nosuid', set(attr.MOUNT_ATTR_NOSUID)],
  ['suid', clear(attr.MOUNT_ATTR_NOSUID)],
  ['nodev', set(attr.MOUNT_ATTR_NODEV)],
  ['dev', clear(attr.MOUNT_ATTR_NODEV)],
  ['noexec', set(attr.MOUNT_ATTR_NOEXEC)],
  ['exec', clear(attr.MOUNT_ATTR_NOEXEC)],
  ['nosymfollow', set(attr.MOUNT_ATTR_NOSYMFOLLOW)],
  ['symfollow', clear(attr.MOUNT_ATTR_NOSYMFOLLOW)],
  ['nodiratime', set(attr.MOUNT_ATTR_NODIRATIME)],
  ['diratime', clear(attr.MOUNT_ATTR_NODIRATIME)],
  ['noatime', set(attr.MOUNT_ATTR_NOATIME, atime)],
  ['atime', clear(atime)],
  ['strictatime', set(attr.MOUNT_ATTR_STRICTATIME, atime)],
  ['nostrictatime', clear(atime)],
  ['relatime', set(attr.MOUNT_ATTR_RELATIME, atime)],
  // The kernel's default is relatime, whose value is 0: there is no bit to clear.
  ['norelatime', nothing],

  ['rro', set(attr.MOUNT_ATTR_RDONLY, 0, true)],
  ['rrw', clear(attr.MOUNT_ATTR_RDONLY, true)],
  ['rnosuid', set(attr.MOUNT_ATTR_NOSUID, 0, true)],
  ['rsuid', clear(attr.MOUNT_ATTR_NOSUID, true)],
  ['rnodev', set(attr.MOUNT_ATTR_NODEV, 0, true)],
  ['rdev', clear(attr.MOUNT_ATTR_NODEV, true)],
  ['rnoexec', set(attr.MOUNT_ATTR_NOEXEC, 0, true)],
  ['rexec', clear(attr.MOUNT_ATTR_NOEXEC, true)],
  ['rnosymfollow', set(attr.MOUNT_ATTR_NOSYMFOLLOW, 0, true)],
  ['rsymfollow', clear(attr.MOUNT_ATTR_NOSYMFOLLOW, true)],
  ['rnodiratime', set(attr.MOUNT_ATTR_NODIRATIME, 0, true)],
  ['rdiratime', clear(attr.MOUNT_ATTR_NODIRATIME, true)],
  ['rnoatime', set(attr.MOUNT_ATTR_NOATIME, atime, true)],
  ['ratime', clear(atime, true)],
  ['rstrictatime', set(attr.MOUNT_ATTR_STRICTATIME, atime, true)],
  ['rnostrictatime', clear(atime, true)],
  ['rrelatime', set(attr.MOUNT_ATTR_RELATIME, atime, true)],
  ['rnorelatime', nothing],

  ['sync', superblock('MS_SYNCHRONOUS', true, 'sync')],
  ['async', superblock('MS_SYNCHRONOUS', false, 'async')],
  ['dirsync', superblock('MS_DIRSYNC', true, 'dirsync')],
  ['lazytime', superblock('MS_LAZYTIME', true, 'lazytime')],
  ['nolazytime', superblock('MS_LAZYTIME', false, 'nolazytime')],
  ['mand', superblock('MS_MANDLOCK', true, 'mand')],
  ['nomand', superblock('MS_MANDLOCK', false, 'nomand')],
  ['iversion', superblock('MS_I_VERSION', true)],
  ['noiversion', superblock('MS_I_VERSION', false)],
  ['silent', superblock('MS_SILENT', true)],
  ['loud', superblock('MS_SILENT', false)],

  ['private', propagation('private', false)],
  ['rprivate', propagation('private', true)],
  ['shared', propagation('shared', false)],
  ['rshared', propagation('shared', true)],
  ['slave', propagation('slave', false)],
  ['rslave', propagation('slave', true)],
  ['unbindable', propagation('unbindable', false)],
  ['runbindable', propagation('unbindable', true)],

  ['bind', { kind: 'bind', recursive: false }],
  ['rbind', { kind: 'bind', recursive: true }],
  ['idmap', { kind: 'idmap', recursive: false }],
  ['ridmap', { kind: 'idmap', recursive: true }],
  ['remount', { kind: 'remount' }],
  ['tmpcopyup', { kind: 'tmpcopyup' }],
  ['loop', { kind: 'loop' }],
  ['copy-symlink', { kind: 'copy-symlink' }],
  ['src-nofollow', { kind: 'src-nofollow' }],
  ['dest-nofollow', { kind: 'dest-nofollow' }],
]);
