import * as engine from '../host/engine.ts';
import { inUserNamespace } from '../host/probe-facts.ts';
import { encoded } from '../runtime/encoded.ts';
import type { Caller } from './caller.ts';
import { planFor } from './dispatch.ts';

/** The encoded plan for a command line. */
export async function encodedPlan(commandLine: readonly string[]): Promise<Uint8Array> {
  const caller: Caller = {
    ...engine.effectiveIds(),
    calledAs: engine.calledAs(),
    pid: engine.parentProcess(),
    workingDirectory: engine.workingDirectory(),
    inUserNamespace: inUserNamespace(),
    environment: engine.environment,
  };
  return encoded(await planFor(commandLine, caller));
}

/** The life of a planner that was spawned: the plan for its command line, on descriptor 3. */
export async function answerOnce(): Promise<void> {
  engine.answer(await encodedPlan(engine.commandLine()));
}
