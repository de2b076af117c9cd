import * as engine from '../host/engine.ts';
import { inUserNamespace } from '../host/probe-facts.ts';
import type { EncodedAnswer } from '../host/serve-requests.ts';
import { encoded } from '../runtime/encoded.ts';
import type { Caller } from './caller.ts';
import { planFor } from './dispatch.ts';

/** The answer to a command line. */
export async function encodedAnswer(commandLine: readonly string[]): Promise<EncodedAnswer> {
  const caller: Caller = {
    ...engine.effectiveIds(),
    calledAs: engine.calledAs(),
    pid: engine.parentProcess(),
    workingDirectory: engine.workingDirectory(),
    inUserNamespace: inUserNamespace(),
    environment: engine.environment,
  };
  const plan = await planFor(commandLine, caller);
  return { plan: encoded(plan), later: plan.later };
}

/** The life of a planner that was spawned: the answer to its command line, on descriptor 3. */
export async function answerOnce(): Promise<void> {
  const { plan, later } = await encodedAnswer(engine.commandLine());
  engine.answer(plan);
  if (later !== undefined) engine.answerLater(later);
}
