import { errno } from '../../lib/errno.ts';
import type { Op } from '../../plan/ops.ts';
import type { Step } from '../../plan/step.ts';
import type { Process } from '../../spec/config.ts';
import type { Field, FieldContext } from '../field.ts';
import type { LaunchOptions, ListenFds } from '../launch-options.ts';
import { placementOf } from '../namespace-placement.ts';
import { environmentOf } from '../process/environment.ts';
import { quote } from '../quote.ts';
import { notifyVariable } from './notify-socket.ts';

/** The end of init: descriptors closed, the program executed. Without a process there is nothing to start. */
export const execute: Field = {
  pointer: 'default:execute',
  compile(context) {
    const { spec, options } = context;
    const { listenFds, preserveFds } = options;
    const inherit: Op = {
      op: 'inheritFds',
      at: 'default:inherited-descriptors',
      what: 'close the descriptors that the program must not inherit',
      count: listenFds.count + preserveFds,
    };
    const last = spec.process === undefined ? nothingToStart : program(spec.process, context);
    const ops = [inherit, ...ownPid(context), last];
    return [...claimed(options), ...ops.map((op): Step => ({ phase: 'execute', op }))];
  },
};

/** The sockets come first, where sd_listen_fds(3) looks for them. One op: the executor looks for one. */
function claimed({ listenFds, preserveFds }: LaunchOptions): readonly Step[] {
  const count = listenFds.count + preserveFds;
  if (count === 0) return [];
  const sources = [
    ...(listenFds.count > 0 ? [`LISTEN_FDS=${listenFds.count}`] : []),
    ...(preserveFds > 0 ? [`--preserve-fds ${preserveFds}`] : []),
  ];
  const words = sources.join(' and ');
  const what = `pass on the descriptors from 3 on that ${words} ask${sources.length > 1 ? '' : 's'} for`;
  const at = listenFds.count > 0 ? 'LISTEN_FDS' : '--preserve-fds';
  return [{ phase: 'claim', op: { op: 'preserveFds', at, what, count } }];
}

const nothingToStart: Op = {
  op: 'fail',
  at: '/process',
  what: 'start the container',
  message: 'cannot start the container: config.json has no process',
  code: 1,
};

/** Why execve(2) refuses a file, in the words that callers look for; what is wrong with it follows. */
const refusals = [
  [errno.ENOENT, 'no such file or directory'],
  [errno.EACCES, 'permission denied'],
  [errno.ENOEXEC, 'exec format error'],
] as const;

function program(process: Process, context: FieldContext): Op {
  const args = process.args ?? [];
  const own = [...activation(context.options.listenFds), ...notifyVariable(context)];
  const env = [...(process.env ?? []), ...own];
  return {
    op: 'execute',
    at: '/process/args',
    what: `execute ${quote(args[0] ?? '')}`,
    onErrno: refusals.map(([number, words]) => ({
      errno: number,
      then: 'say',
      text: `exec ${args[0] ?? ''}: ${words}`,
    })),
    args,
    env: environmentOf({ ...process, env }).entries,
  };
}

/** How the program learns of its sockets: pid 1 is what init is called in its own pid namespace. */
function activation({ count, names }: ListenFds): readonly string[] {
  if (count === 0) return [];
  const named = names === undefined ? [] : [`LISTEN_FDNAMES=${names}`];
  return [`LISTEN_FDS=${count}`, 'LISTEN_PID=1', ...named];
}

/** sd_listen_fds(3) compares the variable with the pid of whoever asks. */
function ownPid({ mode, spec, options }: FieldContext): readonly Op[] {
  const isFirst = mode === 'create' && placementOf(spec, 'pid') === 'new';
  if (options.listenFds.count === 0 || isFirst) return [];
  const what = 'tell the program its pid';
  return [{ op: 'ownPid', at: 'LISTEN_FDS', what, variable: 'LISTEN_PID' }];
}
