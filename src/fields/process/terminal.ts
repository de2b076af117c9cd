import type { Fault } from '../../errors/fault.ts';
import { errno } from '../../lib/errno.ts';
import type { Op } from '../../plan/ops.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { Step } from '../../plan/step.ts';
import type { Field, FieldContext } from '../field.ts';
import { quote } from '../quote.ts';

const pointer = '/process/terminal';
const section = 'config.md#process';

/** What struct winsize of ioctl_tty(2) holds. */
const highestSize = 65_535n;

/** A pseudoterminal of the container's own as its standard streams, or a session without one. */
export const terminal: Field = {
  pointer,
  check(context) {
    return [...socketFaults(context), ...sizeFaults(context)];
  },
  compile(context) {
    return isWanted(context) ? terminalSteps(context) : sessionSteps();
  },
};

function isWanted({ spec }: FieldContext): boolean {
  return spec.process?.terminal === true;
}

/** Whether the executor stands between the terminal and its own standard streams. */
export function isRelayed(context: FieldContext): boolean {
  const { consoleSocket, foreground } = context.options;
  return isWanted(context) && foreground && consoleSocket === undefined;
}

function socketFaults(context: FieldContext): Fault[] {
  const { consoleSocket } = context.options;
  if (isRelayed(context) || isWanted(context) === (consoleSocket !== undefined)) return [];
  const problem = isWanted(context)
    ? `is true, but nobody would get the terminal; give the option --console-socket, let ${inForeground(context)} wait for the end, or set it to false`
    : 'is not true, so there is no terminal to send; leave out the option --console-socket';
  return [{ pointer, problem, section }];
}

/** The command that could take the terminal itself. */
function inForeground({ mode }: FieldContext): string {
  return mode === 'exec' ? 'exec without --detach' : 'run without --detach';
}

/** Ignored without a terminal, as the specification demands. */
function sizeFaults(context: FieldContext): Fault[] {
  const size = context.spec.process?.consoleSize;
  if (!isWanted(context) || size === undefined) return [];
  return Object.entries({ height: size.height, width: size.width }).flatMap(([name, value]) => {
    if (BigInt(value) <= highestSize) return [];
    const problem = `is ${value}; wanted at most ${highestSize}`;
    return [{ pointer: `/process/consoleSize/${name}`, problem, section }];
  });
}

/** From the container's devpts, after the pivot: the number of a terminal of the host means nothing there. */
function terminalSteps(context: FieldContext): Step[] {
  const { mode, slots } = context;
  const [root, peer] = [slots.take(slotNames.root), slots.take('terminal')];
  const master = slots.take(slotNames.terminalMaster);
  const at = pointer;
  const ops: Op[] = [openTerminal(context)];
  if (mode === 'create') {
    ops.push({ op: 'mountConsole', at, what: 'mount the terminal on "/dev/console"', root, peer });
  }
  ops.push(
    ...sendMaster(context),
    { op: 'close', at, what: 'close the other end of the terminal', slot: master },
    { op: 'controllingTerminal', at, what: 'make the terminal the standard streams', peer },
    { op: 'close', at, what: 'close the terminal', slot: peer },
  );
  const way = isRelayed(context) ? handOver(context) : connect(context);
  return [...way, ...ops.map((op): Step => ({ phase: 'session', op }))];
}

function openTerminal({ spec, slots }: FieldContext): Op {
  const { consoleSize, user } = spec.process ?? {};
  return {
    op: 'openTerminal',
    at: pointer,
    what: 'open a terminal of the container',
    onErrno: [{ errno: errno.ENOENT, then: 'hint', text: 'mount a devpts on "/dev/pts"' }],
    root: slots.take(slotNames.root),
    path: '/dev/pts/ptmx',
    rows: Number(consoleSize?.height ?? 0),
    columns: Number(consoleSize?.width ?? 0),
    uid: user?.uid ?? 0,
    outMaster: slots.take(slotNames.terminalMaster),
    outPeer: slots.take('terminal'),
  };
}

/** The socket is the host's: init could not reach its path any more. */
function connect({ options, slots }: FieldContext): Step[] {
  const path = options.consoleSocket ?? '';
  const out = slots.take(slotNames.consoleSocket);
  const what = `connect to the console socket ${quote(path)}`;
  const text = 'its listener does not accept connections';
  const onErrno = [{ errno: errno.EAGAIN, then: 'hint', text }] as const;
  const at = '--console-socket';
  return [
    { phase: 'open', op: { op: 'connectSocket', at, what, onErrno, path, datagrams: false, out } },
  ];
}

/** Before the program runs, so that it finds the size of the window that it is in. */
function handOver({ slots }: FieldContext): Step[] {
  const outSender = slots.take(slotNames.consoleSocket);
  const outReceiver = slots.take('terminal receiver');
  const out = slots.take(slotNames.terminalMaster);
  const at = pointer;
  const pair = 'make a pair of sockets for the terminal';
  const take = 'take the terminal';
  return [
    { phase: 'open', op: { op: 'socketPair', at, what: pair, outSender, outReceiver } },
    { phase: 'record', op: { op: 'takeTerminal', at, what: take, socket: outReceiver, out } },
  ];
}

function sendMaster(context: FieldContext): Op[] {
  const { options, slots } = context;
  const socket = slots.take(slotNames.consoleSocket);
  const at = isRelayed(context) ? pointer : '--console-socket';
  const receiver = isRelayed(context)
    ? 'caller'
    : `console socket ${quote(options.consoleSocket ?? '')}`;
  const what = `send the terminal to the ${receiver}`;
  return [
    {
      op: 'sendFd',
      at,
      what,
      socket,
      fd: slots.take(slotNames.terminalMaster),
      // Receivers take the message for the name of the descriptor.
      payload: '/dev/ptmx',
    },
    { op: 'close', at, what: 'close the console socket', slot: socket },
  ];
}

/** Without a terminal of its own it must not reach that of the caller (CVE-2017-5226). */
function sessionSteps(): Step[] {
  const op: Op = { op: 'newSession', at: pointer, what: 'begin a session of its own' };
  return [{ phase: 'session', op }];
}
