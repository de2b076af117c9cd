import type { FileQuestion, Question } from './seen.ts';

/**
 * What executor, server and warm planner say to each other: frames of a head (length of what follows,
 * kind; two u32) and a payload, all little-endian. native/warm-protocol.h is generated from here.
 *
 * The server greets with its identity (native/warm-channel.h) and hears a request: the identity of the
 * executor, its pid, uid, gid, working directory, words and environment, and the answers to
 * firstQuestions. Then the planner asks and the executor answers, until it has its plan.
 */
export const frameKinds = {
  /** From the planner to its server: requests may come. */
  ready: 1,
  greeting: 2,
  request: 3,
  /** A number of questions: what about, path. */
  questions: 4,
  /** For each question 0 or an errno, and bytes. */
  answers: 5,
  /** The last: the plan, encoded. */
  plan: 6,
  /** The last as well: what was asked needs a planner of its own. */
  declined: 7,
  /** The plan, where it is not the last. */
  planFirst: 8,
  /** The last behind planFirst, and behind the plan of a planner that was spawned: what storePlans stores. */
  later: 9,
} as const;

/** What each question is answered with. */
export const questionKinds: Readonly<Record<FileQuestion, number>> = {
  /** The content of a regular file; EINVAL for another. */
  read: 1,
  /** stat(2): mode and uid (u32), inode (u64). */
  stat: 2,
  /** The path without links. */
  realPath: 3,
  /** readlink(2). */
  linkTarget: 4,
  /** The names in a directory, a NUL behind each. */
  list: 5,
  /** f_type of statfs(2), a u32. */
  fileSystem: 6,
  /** access(2) with W_OK: nothing. */
  mayWrite: 7,
};

/** Answered in the request already, since most plans need them. */
export const firstQuestions: readonly Question[] = [
  ['read', '/proc/self/uid_map'],
  ['read', '/proc/self/cgroup'],
  ['read', '/proc/self/status'],
  ['fileSystem', '/sys/fs/cgroup'],
  ['fileSystem', '/sys/fs/cgroup/unified'],
  ['stat', '/run/systemd/system'],
  ['read', '/sys/module/apparmor/parameters/enabled'],
  ['stat', '/sys/fs/selinux/enforce'],
  ['list', '/sys/kernel/mm/hugepages'],
  ['read', '/sys/fs/resctrl/schemata'],
];
