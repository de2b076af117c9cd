import type { Test } from 'tap';
import { type Background, background } from './background.ts';
import { nativeProgram } from './native-program.ts';
import type { Stage } from './stage.ts';

/** The other end of a console socket, and the option that names it. */
export interface ConsoleSocket {
  /** Says what came, and what the terminal shows from then on. */
  readonly peer: Background;
  readonly flags: readonly string[];
}

/** Listens for a terminal on a socket of that name, and types into the one that it gets. */
export function consoleSocket(t: Test, stage: Stage, name: string, typed?: string): ConsoleSocket {
  const socket = stage.path(name);
  const argv = [nativeProgram('receive-fds'), socket, ...(typed === undefined ? [] : [typed])];
  const peer = background(argv, stage.path(`${name}.said`));
  t.teardown(() => peer.stop());
  peer.says('listening');
  return { peer, flags: ['--console-socket', socket] };
}
