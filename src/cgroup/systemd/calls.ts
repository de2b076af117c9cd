import { type BusMessage, type BusValue, HOLE, methodCall } from '../../lib/bus-message.ts';
import { property, type UnitProperty } from './properties.ts';
import type { SystemdUnit } from './unit.ts';

const systemd = {
  destination: 'org.freedesktop.systemd1',
  path: '/org/freedesktop/systemd1',
  interface: 'org.freedesktop.systemd1.Manager',
} as const;

const bus = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const;

const CALL_SERIAL = 3;

/** What is said on a bus before a call whose job is awaited; nothing on systemd's own socket. */
export function openingMessages(onBus: boolean): Uint8Array {
  if (!onBus) return new Uint8Array();
  const rule = `type='signal',sender='${systemd.destination}',path='${systemd.path}',interface='${systemd.interface}',member='JobRemoved'`;
  const hello = methodCall({ ...bus, serial: 1, member: 'Hello', signature: '', body: [] });
  const match = methodCall({
    ...bus,
    serial: 2,
    member: 'AddMatch',
    signature: 's',
    body: [rule],
  });
  return Uint8Array.from([...hello.bytes, ...match.bytes]);
}

/** StartTransientUnit, with a hole for the pid that the unit begins with. */
export function startUnitCall(
  { name }: SystemdUnit,
  properties: readonly UnitProperty[],
): BusMessage {
  return methodCall({
    ...systemd,
    serial: CALL_SERIAL,
    member: 'StartTransientUnit',
    signature: 'ssa(sv)a(sa(sv))',
    body: [name, 'replace', properties.map(pairOf), []],
  });
}

/** SetUnitProperties, for as long as the unit lives. */
export function setPropertiesCall(name: string, properties: readonly UnitProperty[]): BusMessage {
  return methodCall({
    ...systemd,
    serial: CALL_SERIAL,
    member: 'SetUnitProperties',
    signature: 'sba(sv)',
    body: [name, true, properties.map(pairOf)],
  });
}

/** AttachProcessesToUnit, with a hole for the pid; below: the path of a cgroup below that of the unit, or empty. */
export function attachCall(name: string, below: string): BusMessage {
  return methodCall({
    ...systemd,
    serial: CALL_SERIAL,
    member: 'AttachProcessesToUnit',
    signature: 'ssau',
    body: [name, below, [HOLE]],
  });
}

function pairOf({ name, signature, value }: UnitProperty): BusValue {
  return [name, { signature, value }];
}

/**
 * What a scope is made with. Delegated: systemd leaves what is below to us. Collected when it fails
 * too, so that a container that ran out of memory leaves no name behind that the next one needs.
 */
export function scopeProperties(id: string, { slice }: SystemdUnit): readonly UnitProperty[] {
  const accounting = ['CPU', 'Memory', 'IO', 'Tasks'];
  return [
    property('Description', 's', `pelagos container ${id}`),
    property('Slice', 's', slice),
    property('Delegate', 'b', true),
    property('PIDs', 'au', [HOLE]),
    ...accounting.map((name) => property(`${name}Accounting`, 'b', true)),
    property('DefaultDependencies', 'b', false),
    property('CollectMode', 's', 'inactive-or-failed'),
  ];
}
