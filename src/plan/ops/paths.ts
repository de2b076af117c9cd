import type { OpDefinition } from '../field-types.ts';

/** Ops that make things inside a root, which is hostile (native/op-path.c, op-device.c, op-terminal.c). */
export const pathsOps = {
  ensureDirectory: {
    doc: 'Makes the directory path below root and its missing parents, component by component, with mode and owner; an existing directory is left as it is.',
    fields: { root: 'slot', path: 'string', mode: 'u32', uid: 'u32', gid: 'u32' },
  },
  makeNode: {
    doc: 'mknodat(2) of mode (type and permissions), major, minor at path below root, then owner and mode by descriptor. An existing node of the same type and number is kept (owner and mode set); any other existing file is EEXIST.',
    fields: {
      root: 'slot',
      path: 'string',
      mode: 'u32',
      major: 'u32',
      minor: 'u32',
      uid: 'u32',
      gid: 'u32',
    },
  },
  makeSymlink: {
    doc: 'symlinkat(2) of target at path below root, its parent opened once in the root. An existing link with the same target is kept; another existing file is replaced when replace, else kept.',
    fields: { root: 'slot', path: 'string', target: 'string', replace: 'bool' },
  },
  openTerminal: {
    doc: 'Opens path (`/dev/pts/ptmx`) below root, checks that it is 5:2 on devpts, unlocks it, opens its peer by TIOCGPTPEER, sets the window size where rows or columns are not 0, owner uid.',
    fields: {
      root: 'slot',
      path: 'string',
      rows: 'u32',
      columns: 'u32',
      uid: 'u32',
      outMaster: 'out',
      outPeer: 'out',
    },
  },
  mountConsole: {
    doc: 'Makes /dev/console below root with O_CREAT|O_NOFOLLOW and mounts the terminal peer on it by descriptor (CVE-2025-52565).',
    fields: { root: 'slot', peer: 'slot' },
  },
  controllingTerminal: {
    doc: 'setsid(2), TIOCSCTTY of peer, dup2(2) of it over 0, 1 and 2.',
    fields: { peer: 'slot' },
  },
  newSession: {
    doc: 'setsid(2): without a terminal of its own the container must not be able to push input into that of the caller (CVE-2017-5226).',
    fields: {},
  },
  nullStdio: {
    doc: 'Replaces each of 0, 1, 2 that is the null device of the host by /dev/null below root, opened without following links and checked to be the character device 1:3 (CVE-2026-88264).',
    fields: { root: 'slot' },
  },
} as const satisfies Record<string, OpDefinition>;
