import * as engine from '../host/engine.ts';
import { inUserNamespace } from '../host/probe-facts.ts';
import { encodePlan } from '../plan/encode.ts';
import { PLAN_STAMP } from '../plan/stamp.generated.ts';
import type { Caller } from './caller.ts';
import { planFor } from './dispatch.ts';

/** The planner's whole life: read the command line, answer the plan for it on descriptor 3. */
async function main(): Promise<void> {
  const caller: Caller = {
    ...engine.effectiveIds(),
    pid: engine.parentProcess(),
    workingDirectory: engine.workingDirectory(),
    inUserNamespace: inUserNamespace(),
    environment: engine.environment,
  };
  engine.answer(encodePlan(await planFor(engine.commandLine(), caller), PLAN_STAMP));
}

main().catch(engine.crash);
