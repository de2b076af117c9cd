import { RuntimeError } from '../errors/runtime-error.ts';
import { effectiveIds } from '../host/engine.ts';
import { statIfThere } from '../host/files.ts';

const WRITABLE_BY_ALL = 0o002;

/**
 * Whoever can write below the directory of all containers chooses what the runtime runs, since state
 * records hold hooks. Links are followed, as /var/run is one; what is absent will be made.
 */
export function checkRoot(root: string): void {
  const stats = statIfThere(root);
  if (stats === undefined) return;
  const { uid } = effectiveIds();
  if (stats.uid !== uid && stats.uid !== 0) throw refusal(root, `belongs to user ${stats.uid}`);
  if ((stats.mode & WRITABLE_BY_ALL) !== 0) throw refusal(root, 'can be written by everybody');
}

function refusal(root: string, why: string): RuntimeError {
  const message = `the state directory ${root} ${why}, who could make the runtime execute any program`;
  const hint = 'name a directory of your own with --root, or change its owner and mode';
  return new RuntimeError('usage', message, { path: root, hint });
}
