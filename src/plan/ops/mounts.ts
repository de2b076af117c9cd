import type { OpDefinition } from '../field-types.ts';

/**
 * Ops that make, change and attach mounts (native/op-mount.c, op-root.c). Every path inside a root
 * is resolved once, by openat2(2) with RESOLVE_IN_ROOT|RESOLVE_NO_MAGICLINKS below the descriptor in
 * `root`; a mount is changed through its descriptor only, which stays valid after it was attached.
 */
export const mountsOps = {
  propagation: {
    doc: 'mount(2) of path (`/` before and after the pivot) with only propagation flags (MS_SHARED, MS_SLAVE, MS_PRIVATE, MS_UNBINDABLE, MS_REC).',
    fields: { path: 'string', flags: 'u32' },
  },
  bindRoot: {
    doc: 'Clones the mount tree at the host path, makes its parent mount private, attaches the clone over the same place, and opens it into out: the root of all in-root paths.',
    fields: { path: 'string', recursive: 'bool', out: 'out' },
  },
  newMount: {
    doc: 'fsopen(2) of type, fsconfig(2) with source and each option (`key` or `key=value`), fsmount(2) with the MOUNT_ATTR_ attributes, detached, into out. root, where it is not NONE: the option `mode=` is that of the directory path below it, if there is one. The message that the file system leaves in the context is the detail of a failure.',
    fields: {
      type: 'string',
      source: 'string',
      options: 'strings',
      attributes: 'u32',
      root: 'slot',
      path: 'string',
      out: 'out',
    },
  },
  openTree: {
    doc: 'open_tree(2) with OPEN_TREE_CLONE of path (below root, or a host path where root is NONE), AT_RECURSIVE when recursive, without following a final link when noFollow; detached, into out.',
    fields: { root: 'slot', path: 'string', recursive: 'bool', noFollow: 'bool', out: 'out' },
  },
  mountAttributes: {
    doc: 'mount_setattr(2) on the mount descriptor: attr_set, attr_clr, propagation (MS_ value or 0), for the whole tree when recursive; userNamespace makes it idmapped.',
    fields: {
      mount: 'slot',
      set: 'u64',
      clear: 'u64',
      propagation: 'u32',
      recursive: 'bool',
      userNamespace: 'slot',
    },
  },
  attach: {
    doc: 'move_mount(2) of the detached mount onto path below root. A missing target is made first when create (a directory, or a file where the root of the mount is not a directory), component by component. noSymlinks: a link anywhere in path is ELOOP (/proc and /sys, CVE-2019-19921). onProc: without it a target that lies on procfs is EPERM. A directory over a file is ENOTDIR, and so is the reverse, the detail naming the component. Then closes mount and forgets it, unless keep.',
    fields: {
      mount: 'slot',
      keep: 'bool',
      root: 'slot',
      path: 'string',
      create: 'bool',
      noSymlinks: 'bool',
      onProc: 'bool',
    },
  },
  copyUp: {
    doc: 'Where path below root is a directory, copies what it holds (owners, modes, times, xattrs, links, no device opened) into the detached mount that is about to cover it, whose root gets its owner and mode, without those that are to be kept; absent is success.',
    fields: {
      mount: 'slot',
      root: 'slot',
      path: 'string',
      keepMode: 'bool',
      keepUid: 'bool',
      keepGid: 'bool',
    },
  },
  pivotRoot: {
    doc: 'pivot_root(".", ".") into root, makes the old root MS_SLAVE and detaches it, chdir("/").',
    fields: { root: 'slot' },
  },
  moveRoot: {
    doc: 'Without pivot_root(2) (initramfs): unmounts or covers every procfs and sysfs that shows the host whole, MS_MOVEs root over /, chroot(2), chdir("/").',
    fields: { root: 'slot' },
  },
  enterRoot: {
    doc: 'setns(2) to the mount namespace, whose root becomes that of the process, then fchdir(2) to the directory root, of whatever mount, and chroot(2) into it.',
    fields: { namespace: 'slot', root: 'slot' },
  },
  readonlyPath: {
    doc: 'Binds path below root on itself and makes it recursively read-only. ENOENT where it is absent.',
    fields: { root: 'slot', path: 'string' },
  },
  maskPath: {
    doc: 'Hides path below root: a directory under the read-only empty file system empty (a detached mount, attached by its first use and cloned from there by the others), anything else under the null device descriptor. ENOENT where it is absent.',
    fields: { root: 'slot', path: 'string', empty: 'slot', null: 'slot' },
  },
  privateProc: {
    doc: 'A procfs of its own, attached nowhere, into out: no container can mount over its files (CVE-2025-52881). Where the kernel refuses (EPERM: nested user namespaces) it is the /proc of the caller, opened and checked by fstatfs(2).',
    fields: { out: 'out' },
  },
  writeProc: {
    doc: 'Opens path (`self/attr/exec`, `sys/net/ipv4/ip_forward`) below the procfs descriptor with RESOLVE_BENEATH|RESOLVE_NO_XDEV|RESOLVE_NO_SYMLINKS (`self` is resolved to the own pid first) and writes data with one write(2).',
    fields: { proc: 'slot', path: 'string', data: 'string' },
  },
} as const satisfies Record<string, OpDefinition>;
