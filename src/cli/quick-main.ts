import { answerOnce } from './answer-once.ts';
import { verbs } from './oci/verbs.ts';

/**
 * The planner in the engine of native/quick-planner. All of this is evaluated when the program is
 * built, and a call finds it so in memory: hence each verb is loaded here.
 */
const answering = {
  hasAnswered: false,
  /** A failure is left to the other planner, which meets it again and tells it, or does not. */
  answerOnce(): void {
    answerOnce().then(
      () => Object.assign(globalThis, { hasAnswered: true }),
      () => undefined,
    );
  },
};

Object.assign(globalThis, answering);
for (const load of Object.values(verbs)) void load();
