import { errno } from '../lib/errno.ts';
import { hintOn, type Lower } from './lowering.ts';

const onErrno = [hintOn(errno.EINVAL, 'the kernel can have at most 4194304 processes')];

/**
 * The same file in both versions. 0 is a limit too: the program then cannot start another one. Init
 * is there before it is set, since v2 counts a process that is cloned into the cgroup.
 */
export const lowerPids: Lower = ({ pids }) => {
  const limit = pids?.limit;
  if (limit === undefined) return { settings: [], refusals: [] };
  const value = limit < 0 ? 'max' : `${limit}`;
  const at = '/linux/resources/pids/limit';
  const setting = { at, file: 'pids.max', value, onErrno, afterClone: limit === 0 };
  return { settings: [setting], refusals: [] };
};
