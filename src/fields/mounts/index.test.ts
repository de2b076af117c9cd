import fc from 'fast-check';
import t from 'tap';
import type { Mount } from '../../spec/config.ts';
import { mountOptions } from '../../spec/tables/mount-options.ts';
import { contextOf } from '../testing.ts';
import { mounts } from './index.ts';
import { faultsOf, opsOf, stepsOf, tmpfs, withUser } from './testing.ts';

t.test('a mount is made unattached, attached and closed, in the listed order', (t) => {
  const second = { ...tmpfs, destination: '/data/below' };
  t.match(opsOf([tmpfs, second]), [
    { op: 'newMount', type: 'tmpfs', source: 'tmpfs', at: '/mounts/0' },
    { op: 'attach', path: '/data', keep: false, create: true, noSymlinks: false, onProc: false },
    { op: 'newMount', at: '/mounts/1' },
    { op: 'attach', path: '/data/below', at: '/mounts/1/destination' },
  ]);
  t.end();
});

t.test('a destination may begin with the path of the root filesystem', (t) => {
  t.match(opsOf([{ ...tmpfs, destination: '/bundle/rootfs/data/' }])[1], { path: '/data' });
  t.match(opsOf([{ ...tmpfs, destination: '/bundle/rootfs2' }])[1], { path: '/bundle/rootfs2' });
  t.same(faultsOf([{ ...tmpfs, destination: '/bundle/rootfs' }]), ['/mounts/0/destination']);
  t.end();
});

t.test('a relative destination is relative to "/"', (t) => {
  t.match(opsOf([{ ...tmpfs, destination: 'a/../../b' }])[1], { path: '/b' });
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
        if (op.op === 'attach' && !op.keep) open.delete(op.mount);
      }
      t.equal(open.size, 0);
    }),
    { numRuns: 300 },
  );
  t.end();
});
