import t from 'tap';
import type { LinuxDevice, Mount } from '../../spec/config.ts';
import type { HostFacts } from '../facts.ts';
import { contextOf, ordinaryUser } from '../testing.ts';
import { devices } from './devices.ts';

interface Given {
  readonly user?: boolean;
  readonly mounts?: readonly Mount[];
  readonly facts?: Partial<HostFacts>;
}

function contextFor(list: readonly LinuxDevice[], { user, mounts, facts }: Given = {}) {
  const namespaces = user === true ? [{ type: 'user' as const }] : [];
  return contextOf({
    spec: { linux: { devices: list, namespaces }, ...(mounts === undefined ? {} : { mounts }) },
    ...(facts === undefined ? {} : { facts }),
  });
}

const opsOf = (list: readonly LinuxDevice[], given?: Given) =>
  (devices.compile?.(contextFor(list, given)) ?? []).map(({ op }) => op);
const namesOf = (list: readonly LinuxDevice[], given?: Given) =>
  (devices.compile?.(contextFor(list, given)) ?? []).map(({ phase, op }) => `${phase} ${op.op}`);
const faultsOf = (device: LinuxDevice) =>
  (devices.check?.(contextFor([device])) ?? []).map(({ pointer }) => pointer);

const fuse: LinuxDevice = { path: '/dev/fuse', type: 'c', major: 10, minor: 229 };

t.test('devices are made with type, number, mode and owner', (t) => {
  const list: LinuxDevice[] = [
    { ...fuse, fileMode: 0o020_600, uid: 1, gid: 2 },
    { path: '/dev/sda', type: 'b', major: 8, minor: 0 },
    { path: '/srv/u', type: 'u', major: 1, minor: 3, fileMode: 0 },
    { path: '/run/fifo', type: 'p' },
  ];
  t.match(opsOf(list), [
    { op: 'makeNode', path: '/dev/fuse', mode: 0o020_600, major: 10, minor: 229, uid: 1, gid: 2 },
    { op: 'makeNode', path: '/dev/sda', mode: 0o060_666, major: 8, minor: 0, uid: 0, gid: 0 },
    { op: 'makeNode', path: '/srv/u', mode: 0o020_000 },
    { op: 'makeNode', path: '/run/fifo', mode: 0o010_666, at: '/linux/devices/3' },
  ]);
  t.end();
});

t.test('where nodes cannot be made, those of the host are checked and bound', (t) => {
  t.same(namesOf([fuse], { user: true }), [
    'open openDevice',
    'open close',
    'open openTree',
    'identify close',
    'devices attach',
  ]);
  t.match(opsOf([fuse], { user: true })[0], { path: '/dev/fuse', major: 10, minor: 229 });
  const bound = ['devices openDevice', 'devices close', 'devices openTree', 'devices attach'];
  t.same(namesOf([fuse], { user: true, facts: ordinaryUser }), bound);
  t.same(namesOf([fuse], { facts: { inUserNamespace: true } }), bound);
  t.same(namesOf([{ path: '/run/fifo', type: 'p' }], { user: true }), ['devices makeNode']);
  t.end();
});

t.test('nodes in a /dev bound from the host are left as they are', (t) => {
  const mounts = [{ destination: '/dev/', source: '/dev', options: ['rbind'] }];
  t.same(opsOf([fuse], { mounts }), []);
  t.equal(opsOf([{ ...fuse, path: '/srv/fuse' }], { mounts }).length, 1);
  t.end();
});

t.test('/dev/ptmx is the link into devpts, not a node', (t) => {
  t.same(opsOf([{ path: '/dev/ptmx', type: 'c', major: 5, minor: 2 }]), []);
  t.end();
});

t.test('the path of a device is the full path of a file', (t) => {
  t.same(faultsOf(fuse), []);
  t.same(faultsOf({ ...fuse, path: 'dev/fuse' }), ['/linux/devices/0/path']);
  t.same(faultsOf({ ...fuse, path: '/dev/..' }), ['/linux/devices/0/path']);
  t.end();
});

t.test('major and minor are what a device number can hold', (t) => {
  t.same(faultsOf({ ...fuse, major: -1 }), ['/linux/devices/0/major']);
  t.same(faultsOf({ ...fuse, minor: 1_048_576 }), ['/linux/devices/0/minor']);
  t.same(faultsOf({ ...fuse, major: 2n ** 62n }), ['/linux/devices/0/major']);
  t.end();
});
