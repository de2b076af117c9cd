import type { OpDefinition } from '../field-types.ts';

/** The last ops of a container process (native/op-exec.c). */
export const execOps = {
  changeDirectory: {
    doc: 'chdir(2) inside the new root, then checks by the raw getcwd(2) that the directory is reachable (CVE-2024-21626); ENOENT where it is not. Nothing where an earlier changeDirectory of the same process has reached the same path: the user it is repeated as need not be able to enter, and a filter loaded since may refuse getcwd(2).',
    fields: { path: 'string' },
  },
  home: {
    doc: 'Where the environment of the next execute has no HOME or an empty one: takes it from /etc/passwd below root (regular file, at most 1 MiB, no links out) for uid, or `/`.',
    fields: { root: 'slot', uid: 'u32' },
  },
  ownPid: {
    doc: 'Puts variable, with what getpid(2) says, into the environment of the next execute.',
    fields: { variable: 'string' },
  },
  resolveExecutable: {
    doc: 'Finds file as execvp(3) would along path (colon separated), as the current user, and keeps the answer for execute. ENOENT, EACCES and EISDIR are told apart by their rules. In a stored plan an empty file is the first of the words that the command line names.',
    fields: { file: 'string', path: 'string' },
  },
  inheritFds: {
    doc: 'Marks every descriptor from 3 up close-on-exec (close_range(2)) but the first count, which are passed on.',
    fields: { count: 'u32' },
  },
  preserveFds: {
    doc: 'First op of a plan that passes descriptors on: each of 3 … 2+count must have been open when the caller started us; EBADF, the detail naming the number, where one was not.',
    fields: { count: 'u32' },
  },
  execute: {
    doc: 'execve(2) of the resolved executable with args and env. In a stored plan one empty argument stands for the words that the command line names. After a failure the file is inspected in the root: missing interpreter, carriage return in the #! line, foreign machine type, no x bit, noexec mount.',
    fields: { args: 'strings', env: 'strings' },
  },
} as const satisfies Record<string, OpDefinition>;
