import t from 'tap';
import { mountAttributes as attr } from '../../spec/tables/mount-options.ts';
import { bind, faultsOf, namesOf, opsOf, tmpfs } from './testing.ts';

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
    { op: 'attach', keep: true },
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

t.test('tmpcopyup fills the tmpfs before it covers what it is filled from', (t) => {
  const options = ['tmpcopyup'];
  t.same(namesOf([{ ...tmpfs, options }]), ['mounts newMount', 'mounts copyUp', 'mounts attach']);
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

t.test('proc and sysfs are mounted on ordinary directories, without links', (t) => {
  t.match(opsOf([{ destination: '/proc', type: 'proc', source: 'proc' }])[1], { noSymlinks: true });
  t.match(opsOf([{ destination: '/sys', type: 'sysfs', source: 'sysfs' }])[1], {
    noSymlinks: true,
  });
  t.end();
});
