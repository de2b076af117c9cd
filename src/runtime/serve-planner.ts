import type { Plan, Report } from '../plan/plan.ts';

/** How long a conversation may take, in milliseconds, as long as a caller asks (native/ask-warm.c); a plan takes a few. */
const PATIENCE_MS = 2000;

export interface Service {
  /** Of the socket to be made; undefined: the one that we were started with. */
  readonly path: string | undefined;
  /** Milliseconds without a request after which it ends; 0: never. */
  readonly idle: number;
  /** Bytes that the planner may take before another one is started. */
  readonly memory: number;
  /** How many examples the planner is to plan while nobody asks. */
  readonly practice: number;
  readonly report: Report;
}

/** Keeps a planner warm for other calls of the program. */
export function planService({ path, idle, memory, practice, report }: Service): Plan {
  const where = path === undefined ? 'the socket of the service manager' : path;
  return {
    report,
    slots: [],
    steps: [
      {
        op: 'servePlanner',
        at: 'planner',
        what: `serve plans at ${where}`,
        path: path ?? '',
        idle,
        patience: PATIENCE_MS,
        memory,
        practice,
      },
    ],
  };
}
