import type { OpDefinition } from '../field-types.ts';

/** The op that keeps a planner warm for other executors (native/op-serve-planner.c). */
export const plannerOps = {
  servePlanner: {
    doc: 'Starts a planner that answers one request after the other, and serves it to other executors: each connection on the socket must come from our own user and a process that we see, and state our identity (namespaces and planner). It is greeted with that and gets our end of the socket to the planner, until it says that it has its answer; one that ends before, or has not said so after patience milliseconds, ends the planner too, and another is started, as where the planner takes more than memory bytes after an answer. While nobody connects, each planner is asked so many times to practise. path: where the socket is made (0600; EADDRINUSE where somebody listens there, a leftover is replaced) and removed in the end; empty: it is descriptor 3. Succeeds when nobody has connected for idle milliseconds (0: never), or the planner is another program by now.',
    fields: { path: 'string', idle: 'u32', patience: 'u32', memory: 'u64', practice: 'u32' },
  },
} as const satisfies Record<string, OpDefinition>;
