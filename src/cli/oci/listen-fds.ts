import type { LaunchOptions } from '../../runtime/load-bundle.ts';
import type { Caller } from '../caller.ts';

type ListenFds = LaunchOptions['listenFds'];

const none: ListenFds = { count: 0, names: undefined };

/**
 * Socket activation as sd_listen_fds(3) has it: LISTEN_FDS counts only for the process that
 * LISTEN_PID names, since both are inherited by whatever that process starts. What is no number is
 * left alone, as runc does: a caller that was not activated must not fail for it.
 */
export function listenFdsOf({ environment, pid }: Pick<Caller, 'environment' | 'pid'>): ListenFds {
  const count = environment('LISTEN_FDS') ?? '';
  if (!/^\d{1,7}$/.test(count) || environment('LISTEN_PID') !== String(pid)) return none;
  return { count: Number(count), names: environment('LISTEN_FDNAMES') };
}
