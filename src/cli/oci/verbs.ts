import type { Plan } from '../../plan/plan.ts';
import type { Invocation } from '../invocation.ts';

export type Verb = (invocation: Invocation) => Plan;

/**
 * What carries out each row of the command table. Each is loaded when it is called: evaluating the
 * fields and the validator of config.json costs `state` and `kill` more than all they do.
 */
export const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
  run: async () => (await import('./run.ts')).run,
  create: async () => (await import('./create.ts')).create,
  start: async () => (await import('./start.ts')).start,
  state: async () => (await import('./state.ts')).state,
  kill: async () => (await import('./kill.ts')).kill,
  exec: async () => (await import('./exec.ts')).exec,
  delete: async () => (await import('./delete.ts')).deleteContainer,
  list: async () => (await import('./list.ts')).list,
  update: async () => (await import('./update.ts')).update,
  events: async () => (await import('./events.ts')).events,
  checkpoint: async () => (await import('./checkpoint.ts')).checkpoint,
  restore: async () => (await import('./restore.ts')).restore,
  ps: async () => (await import('./ps.ts')).ps,
  pause: async () => (await import('./pause.ts')).pause,
  resume: async () => (await import('./pause.ts')).resume,
  spec: async () => (await import('./spec.ts')).spec,
  plan: async () => (await import('./plan.ts')).plan,
  features: async () => (await import('./features.ts')).features,
  planner: async () => (await import('./planner.ts')).planner,
  completion: async () => (await import('./completion.ts')).completion,
};
