import { RuntimeError } from '../errors/runtime-error.ts';
import { notifySocketPath } from '../fields/defaults/notify-socket.ts';
import { errno } from '../lib/errno.ts';
import { ANY_ERRNO, type Slot } from '../plan/field-types.ts';
import type { Op } from '../plan/ops.ts';
import { slotNames } from '../plan/slot-names.ts';
import type { Slots } from '../plan/slots.ts';
import type { Container } from './container.ts';

/** As long as runc waits for the service manager. Source: notify_socket.go. */
const BARRIER_MS = 30_000;

const at = 'NOTIFY_SOCKET';

/** The address of a service manager (sd_notify(3)), where the caller has one. */
export function checkedNotifySocket(address: string | undefined): string | undefined {
  if (address === undefined || /^[/@]./.test(address)) return address;
  const words = `NOTIFY_SOCKET is ${JSON.stringify(address)}; wanted a path, or a name behind an @`;
  throw new RuntimeError('usage', words);
}

/** Before init goes on, so that it finds the socket, and so that a manager that is gone fails start. */
export function listenForReady({ paths }: Container, address: string, slots: Slots): readonly Op[] {
  const path = notifySocketPath(paths.directory);
  const { notify, service } = readinessSlots(slots);
  const text =
    'cannot wait until the container is ready: it was created without NOTIFY_SOCKET; set it for create too, or unset it';
  return [
    {
      op: 'connectSocket',
      at,
      what: `connect to the service manager at ${address}`,
      path: address,
      datagrams: true,
      out: service,
    },
    {
      op: 'bindNotify',
      at,
      what: `bind ${path}`,
      onErrno: [{ errno: errno.ENOENT, then: 'say', text }],
      path,
      out: notify,
    },
  ];
}

/** The sockets that readiness goes through, of the container and of the service manager. */
export function readinessSlots(slots: Slots): { readonly notify: Slot; readonly service: Slot } {
  return { notify: slots.take('notify socket'), service: slots.take('service manager') };
}

/**
 * The last of start, without the lock: a container that is never ready can be deleted. It runs by
 * then, whatever becomes of the word that it is ready.
 */
export function relayReady(slots: Slots): readonly Op[] {
  const { notify, service } = readinessSlots(slots);
  return [
    { op: 'close', at, what: 'let others at the container', slot: slots.take('lock') },
    {
      op: 'relayReady',
      at,
      what: 'tell the service manager that the container is ready',
      onErrno: [{ errno: ANY_ERRNO, then: 'warn' }],
      socket: notify,
      process: slots.take(slotNames.process),
      service,
      pid: slots.take(slotNames.init),
      timeout: BARRIER_MS,
    },
  ];
}
