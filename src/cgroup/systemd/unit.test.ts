import t from 'tap';
import { expandSlice, parseUnit } from './unit.ts';

const unit = (cgroupsPath: string | undefined, user = false) => {
  const parsed = parseUnit({ cgroupsPath, id: 'c1', user });
  return parsed.ok ? [parsed.unit.name, parsed.unit.slice, parsed.unit.path] : parsed.problem;
};

t.test('cgroupsPath is SLICE:PREFIX:NAME', (t) => {
  const path = '/machine.slice/libpod-web.scope';
  t.same(unit('machine.slice:libpod:web'), ['libpod-web.scope', 'machine.slice', path]);
  const pod = '/kubepods.slice/kubepods-pod1.slice/cri-containerd-x.scope';
  t.same(unit('kubepods-pod1.slice:cri-containerd:x'), [
    'cri-containerd-x.scope',
    'kubepods-pod1.slice',
    pod,
  ]);
  t.end();
});

t.test('an empty slice is that of the service manager, "-" the root', (t) => {
  t.same(unit(':a:b'), ['a-b.scope', 'system.slice', '/system.slice/a-b.scope']);
  t.same(unit(':a:b', true), ['a-b.scope', 'user.slice', '/user.slice/a-b.scope']);
  t.same(unit('-:a:b'), ['a-b.scope', '-.slice', '/a-b.scope']);
  t.end();
});

t.test('without a path the unit is named by the id', (t) => {
  const expected = ['pelagos-c1.scope', 'system.slice', '/system.slice/pelagos-c1.scope'];
  t.same(unit(undefined), expected);
  t.same(unit(''), expected);
  t.end();
});

t.test('what is no path of that form is refused', (t) => {
  for (const path of ['/a/b', 'a.slice:b', 'a.slice:b:c:d']) {
    t.match(unit(path), /wanted "SLICE:PREFIX:NAME"/, path);
  }
  for (const slice of ['a', '.slice', 'a--b.slice', '-a.slice', 'a/b.slice', 'é.slice']) {
    t.match(unit(`${slice}:a:b`), /names the slice .*; wanted/, slice);
  }
  t.match(unit(':a:'), /names the unit/);
  t.match(unit(':a:b/c'), /names the unit/);
  t.match(unit(`:a:${'b'.repeat(250)}`), /names the unit/);
  t.match(unit(':a:b.slice'), /puts no process into a slice/);
  t.end();
});

t.test('a slice is in those that its name begins with', (t) => {
  t.equal(expandSlice('a-b-c.slice'), '/a.slice/a-b.slice/a-b-c.slice');
  t.equal(expandSlice('-.slice'), '');
  t.end();
});
