import { ANY_ERRNO, type Text } from '../../../plan/field-types.ts';
import { slotNames } from '../../../plan/slot-names.ts';
import type { Step } from '../../../plan/step.ts';
import type { LinuxSeccomp } from '../../../spec/config.ts';
import type { FieldContext } from '../../field.ts';
import { stateText } from '../../hooks/state-text.ts';
import { quote } from '../../quote.ts';
import { isLoadedEarly } from './program.ts';

const at = '/linux/seccomp/listenerPath';

/**
 * Gives the listener to the agent: one connection, one message, closed. The runtime copies the
 * descriptor out of init by its number, because the profile may keep init from sending it.
 */
export function listenerSteps(seccomp: LinuxSeccomp, context: FieldContext): readonly Step[] {
  const { slots } = context;
  const path = seccomp.listenerPath ?? '';
  const listener = slots.take('seccomp-fd');
  const socket = slots.take('seccomp-agent');
  const number = slots.take(slotNames.seccompListener);
  const what = 'take the seccomp listener out of init';
  const agent = `seccomp agent ${quote(path)}`;
  // Who is filtered early is told early: the rest of setting up may have to wait for the agent.
  const phase = isLoadedEarly(context.spec.process) ? 'listener' : 'record';
  return [
    {
      phase,
      op: { op: 'takeFd', at, what, pid: slots.take(slotNames.init), number, out: listener },
    },
    {
      phase,
      op: {
        op: 'connectSocket',
        at,
        what: `connect to ${agent}`,
        // Runc's words, which callers look for.
        onErrno: [{ errno: ANY_ERRNO, then: 'lead', text: `failed to connect with ${agent}` }],
        path,
        datagrams: false,
        out: socket,
      },
    },
    {
      phase,
      op: {
        op: 'sendFd',
        at,
        what: `send the seccomp listener to ${agent}`,
        socket,
        fd: listener,
        payload: processState(seccomp, context),
      },
    },
    { phase, op: { op: 'close', at, what: `close ${agent}`, slot: socket } },
    { phase, op: { op: 'close', at, what: 'close the listener', slot: listener } },
    // The container must not be able to answer for its agent.
    { phase: 'gate', op: { op: 'close', at, what: 'close the listener', slot: number } },
  ];
}

/** Source: config-linux.md#the-container-process-state. */
function processState({ listenerMetadata }: LinuxSeccomp, context: FieldContext): Text {
  const state = stateText(context, 'creating');
  const head = JSON.stringify({ ociVersion: context.spec.ociVersion, fds: ['seccompFd'] });
  const metadata =
    listenerMetadata === undefined ? '' : `"metadata":${JSON.stringify(listenerMetadata)},`;
  return [
    `${head.slice(0, -1)},"pid":`,
    context.slots.take(slotNames.init),
    `,${metadata}"state":`,
    ...state,
    '}',
  ];
}
