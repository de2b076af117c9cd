import { errno } from '../lib/errno.ts';
import type { Int64 } from '../spec/config.ts';
import { hintOn, type Lower } from './lowering.ts';

const onErrno = [hintOn(errno.EINVAL, 'the kernel can have at most 4194304 processes')];

/**
 * The same file in both versions. 0 is a limit too: the program then cannot start another one. It is
 * written as 1, which says the same where init is, and which systemd, that takes no 0, has as well.
 */
export const lowerPids: Lower = ({ pids }) => {
  const limit = pids?.limit;
  if (limit === undefined) return { settings: [], refusals: [] };
  const at = '/linux/resources/pids/limit';
  return { settings: [{ at, file: 'pids.max', value: maximum(limit), onErrno }], refusals: [] };
};

function maximum(limit: Int64): string {
  if (limit < 0) return 'max';
  return limit < 1 ? '1' : `${limit}`;
}
