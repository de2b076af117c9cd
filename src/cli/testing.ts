import type { Plan } from '../plan/plan.ts';
import type { Caller } from './caller.ts';
import { planFor } from './dispatch.ts';

/** Root on a host, in a bundle. */
export const rootCaller: Caller = {
  workingDirectory: '/bundle',
  pid: 4711,
  uid: 0,
  gid: 0,
  calledAs: 'pelagos',
  inUserNamespace: false,
  environment: () => undefined,
};

/** What a plan without effects says to its caller. */
export interface Said {
  readonly stdout: string;
  /** Without the words that only failures have: undefined. */
  readonly message: string | undefined;
  readonly exitCode: number;
}

export function saidBy({ steps }: Plan): Said {
  const [step] = steps;
  if (step?.op === 'fail') return { stdout: '', message: step.message, exitCode: step.code };
  const stdout = step?.op === 'print' && step.fd === 1 ? String(step.text) : '';
  return { stdout, message: undefined, exitCode: 0 };
}

/** The plan for a command line, written as a person types it. */
export function planOf(line: string, caller: Caller = rootCaller): Promise<Plan> {
  return planFor(line.split(' ').filter(Boolean), caller);
}
