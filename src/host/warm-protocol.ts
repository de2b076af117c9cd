import type { FileQuestion } from './seen.ts';

/**
 * What executor, server and warm planner say to each other: frames of a head (length of what follows,
 * kind; two u32) and a payload, all little-endian. native/warm-protocol.h is generated from here.
 *
 * Server and executor greet each other with their identities (native/warm-channel.h), and the server's
 * greeting brings the socket to its planner along. Over that the executor sends its request
 * (src/host/warm-request.ts). Then the planner asks and the executor answers, until it has its plan.
 * It says so to the server by the head of that last frame, whose length is 0 then.
 */
export const frameKinds = {
  /** From the planner to its server: requests may come, or practice is over. */
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
  /** From the server to its planner, while nobody asks: an example to plan for practice. */
  practise: 10,
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
