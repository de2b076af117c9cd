import type { Op } from '../../plan/ops.ts';
import { slotNames } from '../../plan/slot-names.ts';
import { annotationOf, annotationPointer } from '../annotation-of.ts';
import type { Field, FieldContext } from '../field.ts';
import { hasNul, quote } from '../quote.ts';

const option = '--pidfd-socket';
const annotation = annotationPointer('pidfdReceiver');

/** A descriptor of the process for who wants to signal or await it without a number: sent before the process may run. */
export const pidfdSocket: Field = {
  pointer: option,
  check({ mode, spec }) {
    const path = annotationOf(spec, 'pidfdReceiver');
    if (mode === 'exec' || path === undefined || isSocketPath(path)) return [];
    const problem = `is ${quote(path)}; wanted the absolute path of a socket`;
    return [{ pointer: annotation, problem, section: 'config.md#annotations' }];
  },
  compile(context) {
    const receivers = receiversOf(context);
    if (receivers.length === 0) return [];
    const ops = [...open(context), ...receivers.flatMap((to) => send(to, context)), close(context)];
    return ops.map((op) => ({ phase: 'record', op }));
  },
};

function isSocketPath(path: string): boolean {
  return path.startsWith('/') && !hasNul(path);
}

interface Receiver {
  readonly at: string;
  readonly path: string;
  /** What runc and crun send along; runc names the kind of process so. */
  readonly payload: string;
}

function receiversOf({ mode, spec, options }: FieldContext): readonly Receiver[] {
  const { pidfdSocket: path } = options;
  const annotated = mode === 'create' ? annotationOf(spec, 'pidfdReceiver') : undefined;
  const payload = mode === 'create' ? 'standard' : 'setns';
  return [
    ...(path === undefined ? [] : [{ at: option, path, payload }]),
    ...(annotated === undefined ? [] : [{ at: annotation, path: annotated, payload: ' ' }]),
  ];
}

/** The process is our child and unreaped, so its number is still its own. */
function open({ slots }: FieldContext): readonly Op[] {
  const pid = slots.take(slotNames.init);
  const startTime = slots.take('pidfd start time');
  const out = slots.take('pidfd');
  const what = 'open a descriptor of the process';
  return [
    {
      op: 'startTime',
      at: option,
      what: 'read the start time of the process',
      pid,
      out: startTime,
    },
    { op: 'openProcess', at: option, what, pid, startTime, out },
  ];
}

function send({ at, path, payload }: Receiver, { slots }: FieldContext): readonly Op[] {
  const socket = slots.take('pidfd socket');
  const fd = slots.take('pidfd');
  const receiver = `the socket ${quote(path)} for the descriptor of the process`;
  return [
    {
      op: 'connectSocket',
      at,
      what: `connect to ${receiver}`,
      path,
      datagrams: false,
      out: socket,
    },
    { op: 'sendFd', at, what: `send to ${receiver}`, socket, fd, payload },
    { op: 'close', at, what: `close ${receiver}`, slot: socket },
  ];
}

function close({ slots }: FieldContext): Op {
  const what = 'close the descriptor of the process';
  return { op: 'close', at: option, what, slot: slots.take('pidfd') };
}
