import * as engine from '../host/engine.ts';
import { answerOnce, encodedAnswer } from './answer-once.ts';
import { verbs } from './oci/verbs.ts';

/** The planner's life: one answer, or one request after the other. */
async function main(): Promise<void> {
  if (!engine.isWarm()) return answerOnce();
  await Promise.all(Object.values(verbs).map((load) => load()));
  const { serveRequests } = await import('../host/serve-requests.ts');
  const { examples } = await import('./examples.ts');
  await serveRequests(encodedAnswer, examples());
}

main().catch(engine.crash);
