import t from 'tap';
import { ordinaryUser } from '../testing.ts';
import { bind, faultsOf, opsOf, stepsOf, tmpfs, withUser } from './testing.ts';

const mapping = { containerID: 0, hostID: 100_000, size: 65_536 };
const mapped = { ...bind, uidMappings: [mapping], gidMappings: [mapping] };

t.test('an idmapped mount is mapped by the host with its own mappings, each made once', (t) => {
  const second = { ...mapped, destination: '/b', options: ['rbind', 'ridmap'] };
  t.match(opsOf([mapped, second]), [
    { op: 'userNamespace', uidMap: '0 100000 65536\n', gidMap: '0 100000 65536\n', out: 0 },
    { op: 'openTree' },
    { op: 'mountAttributes', userNamespace: 0, recursive: false },
    { op: 'mountAttributes', userNamespace: 0xffff, propagation: 0x80000 },
    { op: 'close' },
    { op: 'attach' },
    { op: 'openTree' },
    { op: 'mountAttributes', userNamespace: 0, recursive: true },
    { op: 'mountAttributes' },
    { op: 'close' },
    { op: 'attach' },
    { op: 'close', slot: 0 },
  ]);
  t.end();
});

t.test('without mappings of its own, idmap uses those of the container, or errs', (t) => {
  const idmap = { ...bind, options: ['bind', 'idmap'] };
  const linux = { ...withUser, uidMappings: [mapping], gidMappings: [mapping] };
  t.match(opsOf([idmap], { linux })[0], { op: 'userNamespace', uidMap: '0 100000 65536\n' });
  const joined = { namespaces: [{ type: 'user' as const, path: '/proc/9/ns/user' }] };
  t.match(opsOf([idmap], { linux: joined })[0], { op: 'openNamespace', path: '/proc/9/ns/user' });
  t.same(faultsOf([idmap], { linux }), []);
  t.same(faultsOf([idmap]), ['/mounts/0/options']);
  t.end();
});

t.test(
  'uidMappings must be specified along with gidMappings, on bind mounts, by a privileged caller',
  (t) => {
    t.same(faultsOf([{ ...bind, uidMappings: [mapping] }]), ['/mounts/0/uidMappings']);
    t.same(faultsOf([{ ...bind, gidMappings: [mapping] }]), ['/mounts/0/gidMappings']);
    t.same(faultsOf([mapped]), []);
    t.same(faultsOf([{ ...tmpfs, uidMappings: [mapping], gidMappings: [mapping] }]), ['/mounts/0']);
    t.same(faultsOf([mapped], { facts: ordinaryUser }), ['/mounts/0']);
    t.end();
  },
);

t.test('in a user namespace the host maps what init has opened, and init waits for it', (t) => {
  const again = { ...mapped, source: 'rootfs/data/sub', destination: '/again' };
  const ofSecond = stepsOf([bind, again], { linux: withUser }).filter(
    ({ op }) => op.at.startsWith('/mounts/1') && !op.what.startsWith('close the user'),
  );
  const inPhase = (phase: string) =>
    ofSecond.filter((step) => step.phase === phase).map(({ op }) => op);
  t.match(inPhase('open'), [{ op: 'userNamespace' }]);
  t.match(inPhase('mounts'), [
    { op: 'openTree', path: '/data/sub' },
    { op: 'ready', point: 6 },
    { op: 'awaitGo', point: 6 },
    { op: 'attach', path: '/again' },
  ]);
  t.match(inPhase('map'), [
    { op: 'awaitReady', point: 6 },
    { op: 'takeFd' },
    { op: 'mountAttributes' },
    { op: 'close' },
    { op: 'go', point: 6 },
  ]);
  t.same(
    stepsOf([bind, again], { linux: withUser })
      .filter(({ op }) => op.what.includes('close the user namespace'))
      .map(({ phase }) => phase),
    ['map', 'mounts'],
  );
  t.end();
});
