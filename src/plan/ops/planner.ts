import type { OpDefinition } from '../field-types.ts';

/** The op that keeps a planner warm for other executors (native/op-serve-planner.c). */
export const plannerOps = {
  servePlanner: {
    doc: 'Starts a planner that answers one request after the other, and serves it to other executors: each connection on the socket is greeted with our identity (namespaces and planner), must come from our own user and a process that we see, and state the same identity. Frames go to and fro between it and the planner until that has answered; a connection that ends before, is silent for patience milliseconds or lasts ten times as long ends the planner too, and another is started, as where the planner takes more than memory bytes after an answer. path: where the socket is made (0600; EADDRINUSE where somebody listens there, a leftover is replaced) and removed in the end; empty: it is descriptor 3. Succeeds when nobody has connected for idle milliseconds (0: never), or the planner is another program by now.',
    fields: { path: 'string', idle: 'u32', patience: 'u32', memory: 'u64' },
  },
} as const satisfies Record<string, OpDefinition>;
