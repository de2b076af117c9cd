import t from 'tap';
import { contextOf, plainFacts } from '../testing.ts';
import { rootPath } from './path.ts';

const linux = { namespaces: [{ type: 'mount' as const }] };
const SLAVE = 0x80000;
const PRIVATE = 0x40000;
const SHARED = 0x100000;
const REC = 0x4000;

const faultsAt = (root: typeof plainFacts.root) =>
  rootPath.check?.(contextOf({ spec: { linux }, facts: { root } }))?.map(({ pointer }) => pointer);

t.test('root is required on Linux', (t) => {
  const { root: _, ...spec } = contextOf({ spec: { linux } }).spec;
  t.match(rootPath.check?.({ ...contextOf(), spec }), [{ pointer: '/root' }]);
  t.end();
});

t.test('a directory must exist at root.path', (t) => {
  t.same(faultsAt({ path: '/bundle/rootfs', kind: 'directory' }), []);
  t.same(faultsAt({ path: '/bundle/rootfs', kind: 'missing' }), ['/root/path']);
  t.same(faultsAt({ path: '/bundle/rootfs', kind: 'other' }), ['/root/path']);
  const empty = contextOf({ spec: { linux, root: { path: '' } } });
  t.match(rootPath.check?.(empty), [{ pointer: '/root/path', problem: /empty/ }]);
  t.end();
});

t.test('the root of the host is refused', (t) => {
  t.same(faultsAt({ path: '/', kind: 'directory' }), ['/root/path']);
  t.end();
});

t.test('mounts become slaves, then the root is bound on itself and made private', (t) => {
  const steps = rootPath.compile?.(contextOf({ spec: { linux } }));
  t.match(steps, [
    { phase: 'root', op: { op: 'propagation', path: '/', flags: SLAVE | REC } },
    { phase: 'root', op: { op: 'bindRoot', path: plainFacts.root.path, recursive: true, out: 0 } },
    {
      phase: 'root',
      op: { op: 'mountAttributes', mount: 0, propagation: PRIVATE, recursive: true },
    },
  ]);
  t.equal(steps?.length, 3);
  t.end();
});

t.test('rootfsPropagation decides how the inherited mounts and the bound root propagate', (t) => {
  const flagsOf = (rootfsPropagation: 'shared' | 'slave' | 'private' | 'unbindable') => {
    const context = contextOf({ spec: { linux: { ...linux, rootfsPropagation } } });
    return rootPath.compile?.(context)?.flatMap(({ op }) => {
      if (op.op === 'propagation') return [op.flags];
      return op.op === 'mountAttributes' ? [op.propagation] : [];
    });
  };
  t.same(flagsOf('slave'), [SLAVE | REC, SLAVE]);
  t.same(flagsOf('private'), [PRIVATE | REC, PRIVATE]);
  t.same(flagsOf('shared'), [SHARED | REC, PRIVATE]);
  t.same(flagsOf('unbindable'), [PRIVATE | REC, PRIVATE]);
  t.end();
});

t.test('exec makes no root, and opens that of the container it has joined', (t) => {
  const context = contextOf({ mode: 'exec' });
  t.same(rootPath.check?.(context), []);
  t.match(rootPath.compile?.(context), [
    { phase: 'root', op: { op: 'openFile', path: '/', out: 0 } },
  ]);
  t.end();
});
