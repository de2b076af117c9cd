import type { Op } from '../../plan/ops.ts';
import type { Step } from '../../plan/step.ts';
import type { Process } from '../../spec/config.ts';
import type { Field, FieldContext } from '../field.ts';
import type { LaunchOptions, ListenFds } from '../launch-options.ts';
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
    return [...claimed(options), { phase: 'execute', op: inherit }, { phase: 'execute', op: last }];
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

function program(process: Process, context: FieldContext): Op {
  const args = process.args ?? [];
  const own = [...activation(context.options.listenFds), ...notifyVariable(context)];
  const env = [...(process.env ?? []), ...own];
  return {
    op: 'execute',
    at: '/process/args',
    what: `execute ${quote(args[0] ?? '')}`,
    args,
    env: environmentOf({ ...process, env }).entries,
  };
}

/** How the program learns of its sockets: pid 1 is what it is called in its own pid namespace. */
function activation({ count, names }: ListenFds): readonly string[] {
  if (count === 0) return [];
  const named = names === undefined ? [] : [`LISTEN_FDNAMES=${names}`];
  return [`LISTEN_FDS=${count}`, 'LISTEN_PID=1', ...named];
}
