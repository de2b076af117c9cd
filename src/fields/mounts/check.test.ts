import t from 'tap';
import { bind, faultsOf, opsOf, tmpfs } from './testing.ts';

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
