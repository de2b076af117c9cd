import t from 'tap';
import type { Mount } from '../../spec/config.ts';
import { mountAttributes as attr } from '../../spec/tables/mount-options.ts';
import { ordinaryUser } from '../testing.ts';
import { bind, faultsOf, type Given, namesOf, opsOf, stepsOf, withUser } from './testing.ts';

t.test('a source that an earlier mount has made is opened behind that mount', (t) => {
  const again = { ...bind, source: 'rootfs/data/sub', destination: '/again' };
  const uidMappings = [{ containerID: 0, hostID: 1000, size: 1 }];
  const mapped = { ...again, uidMappings, gidMappings: uidMappings };
  const opening = (list: readonly Mount[], given?: Given) =>
    stepsOf(list, given)
      .filter(({ op }) => op.at.startsWith('/mounts/1') && op.op === 'openTree')
      .map(({ phase, op }) => [phase, 'path' in op && op.path]);
  t.same(opening([bind, again]), [['mounts', '/bundle/rootfs/data/sub']]);
  t.same(opening([bind, again], { linux: withUser }), [['mounts', '/data/sub']]);
  t.same(opening([bind, { ...again, source: 'rootfs/other' }], { linux: withUser }), [
    ['open', '/bundle/rootfs/other'],
  ]);
  t.same(opening([bind, mapped]), [['mounts', '/bundle/rootfs/data/sub']]);
  t.same(
    stepsOf([bind, mapped])
      .filter(({ op }) => op.what.includes('close the user namespace'))
      .map(({ phase }) => phase),
    ['identify', 'mounts'],
  );
  t.end();
});

t.test('a bind mount is a clone of its source with other attributes', (t) => {
  t.match(opsOf([{ ...bind, options: ['rbind', 'ro', 'rprivate'] }]), [
    { op: 'openTree', root: 0xffff, path: '/src', recursive: true, at: '/mounts/0/source' },
    { op: 'mountAttributes', set: attr.MOUNT_ATTR_RDONLY, recursive: false, propagation: 0 },
    { op: 'mountAttributes', set: 0, recursive: true, propagation: 0x40000 },
    { op: 'attach' },
  ]);
  t.match(opsOf([{ ...bind, options: ['bind', 'rro', 'rslave'] }]), [
    { op: 'openTree', recursive: false },
    { set: attr.MOUNT_ATTR_RDONLY, recursive: true, propagation: 0x80000 },
    { op: 'attach' },
  ]);
  t.end();
});

t.test('rw may be refused where the source is locked as read-only, nothing else', (t) => {
  t.match(opsOf([{ ...bind, options: ['bind', 'rw', 'nosuid', 'private'] }]), [
    { op: 'openTree' },
    { clear: attr.MOUNT_ATTR_RDONLY, set: 0, onErrno: [{ errno: 1, then: 'ignore' }] },
    { set: attr.MOUNT_ATTR_NOSUID, propagation: 0x40000, onErrno: [{ errno: 1, then: 'hint' }] },
    { op: 'attach' },
  ]);
  t.match(opsOf([{ ...bind, options: ['bind', 'rw', 'private'] }]), [
    { op: 'openTree' },
    { clear: attr.MOUNT_ATTR_RDONLY, propagation: 0 },
    { clear: 0, propagation: 0x40000, onErrno: [{ errno: 1, then: 'hint' }] },
  ]);
  t.end();
});

t.test('a mount is a bind mount by its options, whatever its type', (t) => {
  for (const type of ['none', 'bind', '', 'tmpfs']) {
    t.match(opsOf([{ ...bind, type }]), [{ op: 'openTree' }]);
  }
  const { type: _, ...untyped } = bind;
  t.match(opsOf([untyped]), [{ op: 'openTree' }]);
  t.match(opsOf([{ destination: '/d', source: '/s', type: 'bind' }]), [{ recursive: false }]);
  t.end();
});

t.test('the source of a bind mount is relative to the bundle', (t) => {
  t.match(opsOf([{ ...bind, source: 'files/a' }]), [{ path: '/bundle/files/a' }]);
  t.end();
});

t.test('with a user namespace the host opens the sources, as slaves, and lets go of them', (t) => {
  t.same(namesOf([bind], { linux: withUser }), [
    'open openTree',
    'open mountAttributes',
    'identify close',
    'mounts attach',
  ]);
  t.match(opsOf([bind], { linux: withUser })[1], { recursive: true, propagation: 0x80000 });
  t.same(namesOf([bind], { linux: withUser, facts: ordinaryUser }), [
    'mounts openTree',
    'mounts attach',
  ]);
  t.end();
});

t.test('remount clones what is at the destination over itself', (t) => {
  t.match(opsOf([{ destination: '/data', options: ['remount', 'ro'] }]), [
    { op: 'openTree', root: 1, path: '/data', recursive: true },
    { op: 'mountAttributes', set: attr.MOUNT_ATTR_RDONLY },
    { op: 'attach', path: '/data' },
  ]);
  t.same(faultsOf([{ destination: '/data', options: ['remount', 'size=1m'] }]), [
    '/mounts/0/options',
  ]);
  t.end();
});

t.test('copy-symlink and src-nofollow do not follow a link that the source is', (t) => {
  for (const option of ['copy-symlink', 'src-nofollow']) {
    t.match(opsOf([{ ...bind, options: ['bind', option] }]), [{ noFollow: true }]);
  }
  t.match(opsOf([bind]), [{ noFollow: false }]);
  t.end();
});
