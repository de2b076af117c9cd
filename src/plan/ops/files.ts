import type { OpDefinition } from '../field-types.ts';

/** Ops on the host's own files, whose paths no container can influence (native/op-files.c). */
export const filesOps = {
  makeDirectory: {
    doc: 'mkdir(2) of path with exactly this mode. exclusive: EEXIST is an error; otherwise missing parents are made with the same mode and an existing directory is left as it is.',
    fields: { path: 'string', mode: 'u32', exclusive: 'bool' },
  },
  writeFile: {
    doc: 'Replaces path by content: temporary (same directory) is created with O_EXCL|O_NOFOLLOW where a leftover is unlinked, written, renamed over path. Nothing is synchronised.',
    fields: { path: 'string', temporary: 'string', content: 'text', mode: 'u32' },
  },
  createFile: {
    doc: 'Creates path (O_EXCL|O_NOFOLLOW) with exactly this mode and writes content to it: for files that nobody reads before a later step. One that cannot be written whole is removed.',
    fields: { path: 'string', content: 'text', mode: 'u32' },
  },
  appendFile: {
    doc: 'Adds content to the file path with one write(2), so that a reader finds all of it or nothing.',
    fields: { path: 'string', content: 'text' },
  },
  writeKernelFile: {
    doc: 'Opens an existing file of procfs, sysfs, cgroupfs or resctrl with O_WRONLY|O_NOFOLLOW and writes data with one write(2).',
    fields: { path: 'text', data: 'text' },
  },
  storePlans: {
    doc: 'Creates path (0600), and writes to it what the planner sends behind the plan, with its checksum (native/checksum.h) before it. The planner makes that while the steps before this one are done: ENODATA where it ends without, ETIMEDOUT where it takes longer than timeout milliseconds, EBADMSG for what are no plans of this version; nothing is done where it sends an empty frame. Nothing is synchronised: a file that a crash has torn is recognized, and one that cannot be written whole is removed.',
    fields: { path: 'string', timeout: 'u32' },
  },
  removeFile: {
    doc: 'unlink(2) of path.',
    fields: { path: 'string' },
  },
  removeDirectory: {
    doc: 'Removes the directory path and all below it by descriptor, without following links or crossing a mount.',
    fields: { path: 'string' },
  },
  makeFifo: {
    doc: 'mkfifo(2) of path with the mode, opened O_RDWR into out, so that neither end ever blocks in open(2).',
    fields: { path: 'string', mode: 'u32', out: 'out' },
  },
  openFile: {
    doc: 'open(2) of a host path with flags (O_CLOEXEC is added).',
    fields: { path: 'string', flags: 'u32', out: 'out' },
  },
  openDevice: {
    doc: 'Opens the character device path as O_PATH and checks by descriptor that it is major:minor (CVE-2025-31133); ENODEV where it is not.',
    fields: { path: 'string', major: 'u32', minor: 'u32', out: 'out' },
  },
  connectSocket: {
    doc: 'Connects an AF_UNIX socket, of datagrams or a stream, to path (paths over 107 bytes through their directory descriptor; behind an @ a name in the abstract namespace). EAGAIN where the queue of the listener stays full for 5 seconds, as does a later sendFd whose peer does not read.',
    fields: { path: 'string', datagrams: 'bool', out: 'out' },
  },
  sendFd: {
    doc: 'Sends payload with the one descriptor fd as SCM_RIGHTS over socket.',
    fields: { socket: 'slot', fd: 'slot', payload: 'text' },
  },
  socketPair: {
    doc: 'socketpair(2) of AF_UNIX stream sockets, for sendFd in the cloned child and takeTerminal.',
    fields: { outSender: 'out', outReceiver: 'out' },
  },
  takeTerminal: {
    doc: 'Takes the master of a terminal that sendFd has sent over socket, without waiting for it, gives it the window size of the first of 0, 1 and 2 that is a terminal, and lets a newline pass through it as it is.',
    fields: { socket: 'slot', out: 'out' },
  },
  close: {
    doc: 'Closes the descriptor in slot and forgets it.',
    fields: { slot: 'slot' },
  },
} as const satisfies Record<string, OpDefinition>;
