import type { Deadlines } from '../plan/assemble.ts';
import type { Spec } from '../spec/config.ts';

/** Milliseconds for what takes milliseconds on a machine that works: a program begun, a namespace made. */
export const STEP_TIMEOUT_MS = 60_000;

/** Mounts may have to find a server, and copy what an image has below a tmpfs. */
const MOUNTS_TIMEOUT_MS = 600_000;

/** How long create waits for init. Hooks have limits of their own, or none on purpose. */
export function createDeadlines({ hooks }: Spec): Deadlines {
  const hasHooks = (hooks?.createContainer?.length ?? 0) > 0;
  return {
    namespaced: STEP_TIMEOUT_MS,
    mounted: MOUNTS_TIMEOUT_MS,
    ...(!hasHooks && { prepared: STEP_TIMEOUT_MS }),
    filtered: STEP_TIMEOUT_MS,
    created: STEP_TIMEOUT_MS,
  };
}

/** How long exec waits for its process, which the container may hinder at any step. */
export const execDeadlines: Deadlines = {
  namespaced: STEP_TIMEOUT_MS,
  mounted: STEP_TIMEOUT_MS,
  prepared: STEP_TIMEOUT_MS,
  filtered: STEP_TIMEOUT_MS,
  created: STEP_TIMEOUT_MS,
};
