import fc from 'fast-check';
import t from 'tap';
import type { CgroupFacts } from './facts.ts';
import { cgroupsAbove, namesCgroup, type PlacementInput, placeCgroups } from './placement.ts';

const unified = { controllers: ['memory'], mountPoint: '/cg', root: '/', own: '/user/me' };
const v2: CgroupFacts = { mode: 'v2', hierarchies: [], unified, writable: true };
const hybrid: CgroupFacts = {
  mode: 'hybrid',
  hierarchies: [
    { controllers: ['cpu', 'cpuacct'], mountPoint: '/cg/cpu', root: '/', own: '/' },
    { controllers: ['memory'], mountPoint: '/cg/memory', root: '/', own: '/shell/one' },
    { controllers: ['name=systemd'], mountPoint: '/cg/systemd', root: '/', own: '/' },
  ],
  unified: { controllers: ['hugetlb'], mountPoint: '/cg/unified', root: '/', own: '/' },
  writable: true,
};

function paths(given: Partial<PlacementInput>): readonly string[] {
  const plain = { cgroupsPath: undefined, id: 'c1', facts: v2, manager: 'cgroupfs' } as const;
  return placeCgroups({ ...plain, ...given }).directories.map(({ path }) => path);
}

t.test('an absolute cgroupsPath is relative to the cgroups mount point', (t) => {
  t.same(paths({ cgroupsPath: '/a/b' }), ['/cg/a/b']);
  t.same(paths({ cgroupsPath: '/a', facts: hybrid }), [
    '/cg/cpu/a',
    '/cg/memory/a',
    '/cg/systemd/a',
    '/cg/unified/a',
  ]);
  t.end();
});

t.test('a relative cgroupsPath lies below the own cgroup of the caller, on v2 beside it', (t) => {
  t.same(paths({ cgroupsPath: 'a' }), ['/cg/user/a']);
  t.same(paths({ cgroupsPath: 'a', facts: hybrid }).slice(0, 2), [
    '/cg/cpu/a',
    '/cg/memory/shell/one/a',
  ]);
  t.end();
});

t.test('a caller who may make cgroups only below its own gets them there', (t) => {
  const facts: CgroupFacts = { ...v2, unified: { ...unified, delegatedHere: true } };
  t.same(paths({ facts }), ['/cg/user/me/c1']);
  t.same(paths({ facts, cgroupsPath: '../a' }), ['/cg/user/me/a']);
  t.same(paths({ facts, cgroupsPath: '/a' }), ['/cg/a']);
  t.end();
});

t.test('without a cgroupsPath, or with an empty one, the id is the relative path', (t) => {
  t.same(paths({}), ['/cg/user/c1']);
  t.same(paths({ cgroupsPath: '' }), ['/cg/user/c1']);
  t.end();
});

t.test('no cgroupsPath leads out of its hierarchy, and no relative one out of its base', (t) => {
  t.same(paths({ cgroupsPath: '/../../x/./y//z' }), ['/cg/x/y/z']);
  t.same(paths({ cgroupsPath: '../../x' }), ['/cg/user/x']);
  const part = fc.constantFrom('..', '.', '', 'a', '...', '..a');
  const hostile = fc.array(part, { minLength: 1 }).map((parts) => parts.join('/'));
  fc.assert(
    fc.property(hostile, (cgroupsPath) => {
      const [path = ''] = paths({ cgroupsPath });
      const inside = cgroupsPath.startsWith('/') ? '/cg' : '/cg/user';
      const clean = path.split('/').every((name, index) => index === 0 || !/^\.{0,2}$/.test(name));
      return cgroupsPath === '' || (clean && `${path}/`.startsWith(`${inside}/`));
    }),
  );
  t.end();
});

t.test('a path that cleans to nothing names no cgroup', (t) => {
  for (const path of ['/', '.', '/..', 'a/..']) t.notOk(namesCgroup(path), path);
  t.ok(namesCgroup('/a'));
  t.end();
});

t.test('a mount that shows a part of a hierarchy is looked at from there', (t) => {
  const shown = (own: string): CgroupFacts => ({
    ...v2,
    unified: { ...unified, root: '/box', own },
  });
  t.same(paths({ facts: shown('/box/in/it') }), ['/cg/in/c1']);
  t.same(paths({ facts: shown('/boxes/in/it') }), ['/cg/c1'], 'not below the root of the mount');
  t.end();
});

t.test('a caller who may make no cgroups, or wants none, gets none', (t) => {
  t.same(paths({ facts: { ...v2, writable: false } }), []);
  t.same(paths({ manager: 'disabled' }), []);
  t.end();
});

t.test('the cgroups above a directory go from the mount point down', (t) => {
  const directory = { controllers: [], version: 2, mountPoint: '/cg', path: '/cg/a/b/c' } as const;
  t.same(cgroupsAbove(directory), ['/cg', '/cg/a', '/cg/a/b']);
  t.end();
});
