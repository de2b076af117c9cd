import t from 'tap';
import type { Linux, LinuxNetDevice } from '../../spec/config.ts';
import { contextOf } from '../testing.ts';
import { netDevices } from './net-devices.ts';

const own: Linux = { namespaces: [{ type: 'network' }] };
const given = (devices: Record<string, LinuxNetDevice>, linux: Linux = own) =>
  contextOf({ spec: { linux: { ...linux, netDevices: devices } } });
const pointers = (devices: Record<string, LinuxNetDevice>, linux?: Linux) =>
  netDevices.check?.(given(devices, linux))?.map(({ pointer }) => pointer);

t.test('each device is moved by the host, under its own name unless another is given', (t) => {
  t.match(netDevices.compile?.(given({ eth0: {}, eth1: { name: 'c%d' }, eth2: { name: '' } })), [
    { phase: 'identify', op: { op: 'moveNetDevice', name: 'eth0', newName: 'eth0', pid: 0 } },
    { op: { name: 'eth1', newName: 'c%d' } },
    { op: { name: 'eth2', newName: 'eth2' } },
  ]);
  t.end();
});

t.test('a container without a network namespace of its own cannot have them', (t) => {
  t.strictSame(pointers({ eth0: {} }, {}), ['/linux/netDevices']);
  t.strictSame(
    pointers({ eth0: {} }, { namespaces: [{ type: 'network', path: '/proc/1/ns/net' }] }),
    ['/linux/netDevices'],
  );
  t.strictSame(
    pointers({ eth0: {} }, { namespaces: [{ type: 'network', path: '/run/netns/a' }] }),
    [],
  );
  t.strictSame(pointers({}, {}), []);
  t.end();
});

t.test('names are those that the kernel takes', (t) => {
  for (const name of ['', '.', '..', 'a/b', 'a:b', 'a b', 'x'.repeat(16), 'eth%d']) {
    t.equal(pointers({ [name]: { name: 'ok' } })?.length, 1, name);
  }
  for (const name of ['.', 'a/b', 'x'.repeat(16), 'a%sb', '%d%d']) {
    t.strictSame(pointers({ eth0: { name } }), ['/linux/netDevices/eth0/name'], name);
  }
  t.strictSame(pointers({ ['x'.repeat(15)]: { name: 'eth%d' } }), []);
  t.end();
});

t.test('two devices cannot get the same name, but for a template', (t) => {
  t.strictSame(pointers({ eth0: { name: 'a' }, eth1: { name: 'a' } }), [
    '/linux/netDevices/eth1/name',
  ]);
  t.strictSame(pointers({ eth0: { name: 'a%d' }, eth1: { name: 'a%d' } }), []);
  t.end();
});
