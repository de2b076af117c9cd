import * as engine from '../host/engine.ts';
import { inUserNamespace } from '../host/probe-facts.ts';
import { encodePlan } from '../plan/encode.ts';
import { opTableStamp } from '../plan/stamp.ts';
import type { Caller } from './caller.ts';
import { planFor } from './dispatch.ts';

/** The planner's whole life: read the command line, answer the plan for it on descriptor 3. */
function main(): void {
  const ids = engine.effectiveIds();
  const caller: Caller = {
    ...ids,
    workingDirectory: engine.workingDirectory(),
    inUserNamespace: inUserNamespace(),
    environment: engine.environment,
  };
  engine.answer(encodePlan(planFor(engine.commandLine(), caller), opTableStamp()));
}

try {
  main();
} catch (error) {
  engine.crash(error);
}
