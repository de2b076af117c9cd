import fc from 'fast-check';
import t from 'tap';
import type { Mount, Spec } from '../../spec/config.ts';
import { mountAttributes as attr, mountOptions } from '../../spec/tables/mount-options.ts';
import type { HostFacts } from '../facts.ts';
import { contextOf, ordinaryUser } from '../testing.ts';
import { mounts } from './index.ts';

interface Given {
  readonly linux?: Spec['linux'];
  readonly facts?: Partial<HostFacts>;
}

function contextFor(list: readonly Mount[], { linux, facts }: Given = {}) {
  const spec = { mounts: list, ...(linux === undefined ? {} : { linux }) };
  return contextOf({ spec, ...(facts === undefined ? {} : { facts }) });
}

const stepsOf = (list: readonly Mount[], given?: Given) =>
  mounts.compile?.(contextFor(list, given)) ?? [];
const opsOf = (list: readonly Mount[], given?: Given) => stepsOf(list, given).map(({ op }) => op);
const namesOf = (list: readonly Mount[], given?: Given) =>
  stepsOf(list, given).map(({ phase, op }) => `${phase} ${op.op}`);
const faultsOf = (list: readonly Mount[], given?: Given) =>
  (mounts.check?.(contextFor(list, given)) ?? []).map(({ pointer }) => pointer);

const tmpfs: Mount = { destination: '/data', type: 'tmpfs', source: 'tmpfs' };
const bind: Mount = { destination: '/data', type: 'none', source: '/src', options: ['rbind'] };
const withUser = { namespaces: [{ type: 'user' as const }] };

t.test('a mount is made unattached, attached and closed, in the listed order', (t) => {
  const second = { ...tmpfs, destination: '/data/below' };
  t.match(opsOf([tmpfs, second]), [
    { op: 'newMount', type: 'tmpfs', source: 'tmpfs', at: '/mounts/0' },
    { op: 'attach', path: '/data', create: true, noSymlinks: false, onProc: false },
    { op: 'close' },
    { op: 'newMount', at: '/mounts/1' },
    { op: 'attach', path: '/data/below', at: '/mounts/1/destination' },
    { op: 'close' },
  ]);
  t.end();
});

t.test(
  'a mount has its attributes from the start and its propagation before it is attached',
  (t) => {
    const options = ['nosuid', 'noexec', 'mode=755', 'sync', 'rshared'];
    t.match(opsOf([{ ...tmpfs, options }]), [
      {
        op: 'newMount',
        attributes: attr.MOUNT_ATTR_NOSUID | attr.MOUNT_ATTR_NOEXEC,
        options: ['sync', 'mode=755'],
      },
      { op: 'mountAttributes', set: 0, clear: 0, propagation: 0x100000, recursive: true },
      { op: 'attach' },
      { op: 'close' },
    ]);
    t.end();
  },
);

t.test('ro is a flag of the file system too, but not of one that lives in the kernel', (t) => {
  const ext4 = { destination: '/d', type: 'ext4', source: '/dev/sda', options: ['ro'] };
  t.match(opsOf([ext4]), [{ options: ['ro'], attributes: attr.MOUNT_ATTR_RDONLY }]);
  const sysfs = { destination: '/sys', type: 'sysfs', source: 'sysfs', options: ['ro'] };
  t.match(opsOf([sysfs]), [{ options: [], attributes: attr.MOUNT_ATTR_RDONLY }]);
  t.end();
});

t.test('a read-only tmpfs is writable until everything below it is made', (t) => {
  t.same(namesOf([{ ...tmpfs, options: ['ro'] }]), [
    'mounts newMount',
    'mounts attach',
    'read-only mountAttributes',
    'read-only close',
  ]);
  t.match(opsOf([{ ...tmpfs, options: ['ro'] }]), [
    { attributes: 0 },
    { op: 'attach' },
    { set: attr.MOUNT_ATTR_RDONLY, recursive: false },
    { op: 'close' },
  ]);
  t.end();
});

t.test('a tmpfs has the mode of what it covers, unless an option gives it one', (t) => {
  t.match(opsOf([tmpfs])[0], { op: 'newMount', root: 1, path: '/data' });
  const none = { op: 'newMount', root: 0xffff, path: '' };
  t.match(opsOf([{ ...tmpfs, options: ['mode=755'] }])[0], none);
  t.match(opsOf([{ ...tmpfs, type: 'ramfs' }])[0], none);
  t.end();
});

t.test('a destination may begin with the path of the root filesystem', (t) => {
  t.match(opsOf([{ ...tmpfs, destination: '/bundle/rootfs/data/' }])[1], { path: '/data' });
  t.match(opsOf([{ ...tmpfs, destination: '/bundle/rootfs2' }])[1], { path: '/bundle/rootfs2' });
  t.same(faultsOf([{ ...tmpfs, destination: '/bundle/rootfs' }]), ['/mounts/0/destination']);
  t.end();
});

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

t.test('tmpcopyup fills the tmpfs before it covers what it is filled from', (t) => {
  const options = ['tmpcopyup'];
  t.same(namesOf([{ ...tmpfs, options }]), [
    'mounts newMount',
    'mounts copyUp',
    'mounts attach',
    'mounts close',
  ]);
  t.match(opsOf([{ ...tmpfs, options }])[1], { keepMode: false });
  const own = [...options, 'mode=0700'];
  t.match(opsOf([{ ...tmpfs, options: own }])[1], { keepMode: true });
  t.same(faultsOf([{ ...bind, options: ['bind', 'tmpcopyup'] }]), ['/mounts/0/options']);
  t.end();
});

t.test(
  'what the options say about the root of a tmpfs is kept over what is copied into it',
  (t) => {
    const keptWith = (...options: string[]) =>
      opsOf([{ ...tmpfs, options: ['tmpcopyup', ...options] }]).filter(({ op }) => op === 'copyUp');
    t.match(keptWith(), [{ keepMode: false, keepUid: false, keepGid: false }]);
    t.match(keptWith('mode=750'), [{ keepMode: true, keepUid: false, keepGid: false }]);
    t.match(keptWith('uid=5', 'gid=6'), [{ keepMode: false, keepUid: true, keepGid: true }]);
    t.end();
  },
);

t.test('a bind mount is a clone of its source with other attributes', (t) => {
  t.match(opsOf([{ ...bind, options: ['rbind', 'ro', 'rprivate'] }]), [
    { op: 'openTree', root: 0xffff, path: '/src', recursive: true, at: '/mounts/0/source' },
    { op: 'mountAttributes', set: attr.MOUNT_ATTR_RDONLY, recursive: false, propagation: 0 },
    { op: 'mountAttributes', set: 0, recursive: true, propagation: 0x40000 },
    { op: 'attach' },
    { op: 'close' },
  ]);
  t.match(opsOf([{ ...bind, options: ['bind', 'rro', 'rslave'] }]), [
    { op: 'openTree', recursive: false },
    { set: attr.MOUNT_ATTR_RDONLY, recursive: true, propagation: 0x80000 },
    { op: 'attach' },
    { op: 'close' },
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
    'mounts close',
  ]);
  t.match(opsOf([bind], { linux: withUser })[1], { recursive: true, propagation: 0x80000 });
  t.same(namesOf([bind], { linux: withUser, facts: ordinaryUser }), [
    'mounts openTree',
    'mounts attach',
    'mounts close',
  ]);
  t.end();
});

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
    { op: 'close' },
    { op: 'openTree' },
    { op: 'mountAttributes', userNamespace: 0, recursive: true },
    { op: 'mountAttributes' },
    { op: 'close' },
    { op: 'attach' },
    { op: 'close' },
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

t.test('remount clones what is at the destination over itself', (t) => {
  t.match(opsOf([{ destination: '/data', options: ['remount', 'ro'] }]), [
    { op: 'openTree', root: 1, path: '/data', recursive: true },
    { op: 'mountAttributes', set: attr.MOUNT_ATTR_RDONLY },
    { op: 'attach', path: '/data' },
    { op: 'close' },
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

t.test('a relative destination is relative to "/"', (t) => {
  t.match(opsOf([{ ...tmpfs, destination: 'a/../../b' }])[1], { path: '/b' });
  t.end();
});

t.test('nothing is mounted on the root of the container', (t) => {
  for (const destination of ['/', '//', '/..', '.', '', '/a/..']) {
    t.same(faultsOf([{ ...tmpfs, destination }]), ['/mounts/0/destination'], destination);
  }
  t.end();
});

t.test('only a procfs is mounted on /proc, whatever the type of the mount', (t) => {
  const on = '/proc';
  for (const type of ['tmpfs', 'sysfs', 'ext4', 'overlay', 'cgroup']) {
    t.same(faultsOf([{ destination: on, type, source: 'x' }]), ['/mounts/0/destination'], type);
  }
  t.same(faultsOf([{ ...bind, destination: on, source: '/tmp' }]), ['/mounts/0/destination']);
  t.same(faultsOf([{ ...bind, destination: on, source: '/proc' }]), []);
  t.same(faultsOf([{ destination: on, type: 'proc', source: 'proc' }]), []);
  t.end();
});

t.test('inside /proc only the files that lxcfs provides are covered', (t) => {
  const refused = ['/proc/sys', '/proc/self', '/proc/self/attr', '/proc/sysrq-trigger', 'proc//1'];
  for (const destination of refused) {
    t.same(faultsOf([{ ...tmpfs, destination }]), ['/mounts/0/destination'], destination);
    t.same(faultsOf([{ ...bind, destination }]), ['/mounts/0/destination'], destination);
    t.same(faultsOf([{ destination, type: 'proc' }]), ['/mounts/0/destination'], destination);
  }
  const allowed = { ...bind, destination: '/proc/meminfo' };
  t.same(faultsOf([allowed]), []);
  t.match(opsOf([allowed])[1], { op: 'attach', onProc: true, noSymlinks: true });
  t.same(faultsOf([{ ...tmpfs, destination: '/procfs' }]), []);
  t.end();
});

t.test('proc and sysfs are mounted on ordinary directories, without links', (t) => {
  t.match(opsOf([{ destination: '/proc', type: 'proc', source: 'proc' }])[1], { noSymlinks: true });
  t.match(opsOf([{ destination: '/sys', type: 'sysfs', source: 'sysfs' }])[1], {
    noSymlinks: true,
  });
  t.end();
});

t.test('a mount needs a type or a source', (t) => {
  t.same(faultsOf([{ destination: '/d' }]), ['/mounts/0/type']);
  t.same(faultsOf([{ destination: '/d', type: 'none', source: '/s' }]), ['/mounts/0/type']);
  t.same(faultsOf([{ destination: '/d', options: ['bind'] }]), ['/mounts/0/source']);
  t.end();
});

t.test('an option that can reach nobody is an error', (t) => {
  t.same(faultsOf([{ ...bind, options: ['bind', 'readonly'] }]), ['/mounts/0/options']);
  t.same(faultsOf([{ ...bind, options: ['bind', 'idmap=uids=1'] }]), ['/mounts/0/options']);
  t.same(faultsOf([{ ...bind, options: ['bind', 'size=1k'] }]), [], 'mount(2) ignores it');
  t.same(faultsOf([{ ...tmpfs, options: ['bogus'] }]), []);
  t.match(opsOf([{ ...tmpfs, options: ['bogus'] }]), [{ options: ['bogus'] }]);
  t.same(faultsOf([{ ...tmpfs, options: ['loop'] }]), ['/mounts/0/options']);
  t.same(faultsOf([{ ...tmpfs, options: ['dest-nofollow'] }]), ['/mounts/0/options']);
  t.end();
});

t.test('paths are what the kernel takes', (t) => {
  t.same(faultsOf([{ ...tmpfs, destination: '/a\0b' }]), ['/mounts/0/destination']);
  t.same(faultsOf([{ ...tmpfs, options: ['a\0b'] }]), ['/mounts/0/options']);
  t.same(faultsOf([{ ...tmpfs, destination: `/${'x'.repeat(4094)}` }]), []);
  t.same(faultsOf([{ ...tmpfs, destination: `/${'x'.repeat(4095)}` }]), ['/mounts/0/destination']);
  t.end();
});

t.test('mountLabel is the context of new mounts that have no labels of their own', (t) => {
  const given = {
    linux: { mountLabel: 'system_u:object_r:container_file_t:s0:c1,c2' },
    facts: { selinux: true },
  };
  const wanted = ['context=system_u:object_r:container_file_t:s0:c1,c2'];
  t.match(opsOf([tmpfs], given), [{ options: wanted }]);
  t.match(opsOf([{ destination: '/dev/pts', type: 'devpts' }], given), [{ options: wanted }]);
  t.match(opsOf([{ destination: '/proc', type: 'proc' }], given), [{ options: [] }]);
  t.end();
});

t.test('exec mounts nothing', (t) => {
  const context = contextOf({ mode: 'exec', spec: { mounts: [tmpfs] } });
  t.same(mounts.compile?.(context), []);
  t.same(mounts.check?.(context), []);
  t.end();
});

const anyOptions = fc.array(fc.constantFrom(...mountOptions.keys(), 'size=1m'), { maxLength: 8 });
const anyMount: fc.Arbitrary<Mount> = fc.record({
  destination: fc.constantFrom('/a', '/a/b', 'c', '/dev', '/proc', '/sys', '/proc/meminfo'),
  type: fc.constantFrom('tmpfs', 'bind', 'proc', 'sysfs', 'cgroup', 'none', 'overlay'),
  source: fc.constantFrom('/src', 'relative', '/proc', ''),
  options: anyOptions,
});

t.test('any mounts without faults compile to a plan that attaches and closes all it opens', (t) => {
  fc.assert(
    fc.property(fc.array(anyMount, { maxLength: 4 }), fc.boolean(), (list, user) => {
      const given = user ? { linux: withUser } : {};
      if (faultsOf(list, given).length > 0) return;
      const steps = stepsOf(list, given);
      const made = steps.filter(({ op }) => op.op === 'newMount' || op.op === 'openTree');
      const attached = steps.filter(({ op }) => op.op === 'attach');
      t.equal(made.length, attached.length);
      const open = new Set<number>();
      for (const { op } of steps.filter(({ phase }) => phase !== 'identify')) {
        if (op.op === 'newMount' || op.op === 'openTree') open.add(op.out);
        if (op.op === 'close') open.delete(op.slot);
      }
      t.equal(open.size, 0);
    }),
    { numRuns: 300 },
  );
  t.end();
});
