import { errno } from '../lib/errno.ts';
import { hintOn, type Lower } from './lowering.ts';

const onErrno = [hintOn(errno.EINVAL, 'the kernel can have at most 4194304 processes')];

/** The same file in both versions. 0 is a limit too: the container then cannot start anything. */
export const lowerPids: Lower = ({ pids }) => {
  const limit = pids?.limit;
  if (limit === undefined) return { settings: [], refusals: [] };
  const value = limit < 0 ? 'max' : `${limit}`;
  const at = '/linux/resources/pids/limit';
  return { settings: [{ at, file: 'pids.max', value, onErrno }], refusals: [] };
};
