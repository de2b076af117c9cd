import * as engine from '../host/engine.ts';
import { inUserNamespace } from '../host/probe-facts.ts';
import { encodePlan } from '../plan/encode.ts';
import { PLAN_STAMP } from '../plan/stamp.generated.ts';
import type { Caller } from './caller.ts';
import { planFor } from './dispatch.ts';
import { verbs } from './oci/verbs.ts';

/** The encoded plan for a command line. */
async function plan(commandLine: readonly string[]): Promise<Uint8Array> {
  const caller: Caller = {
    ...engine.effectiveIds(),
    pid: engine.parentProcess(),
    workingDirectory: engine.workingDirectory(),
    inUserNamespace: inUserNamespace(),
    environment: engine.environment,
  };
  return encodePlan(await planFor(commandLine, caller), PLAN_STAMP);
}

/** The planner's life: one command line and the plan for it on descriptor 3, or one request after the other. */
async function main(): Promise<void> {
  if (!engine.isWarm()) return engine.answer(await plan(engine.commandLine()));
  await Promise.all(Object.values(verbs).map((load) => load()));
  const { serveRequests } = await import('../host/serve-requests.ts');
  await serveRequests(plan);
}

main().catch(engine.crash);
