import t from 'tap';
import type { LinuxNamespaceType, Spec } from '../../../spec/config.ts';
import { compileFields } from '../../compile.ts';
import { contextOf } from '../../testing.ts';
import { inheritedMountNamespace } from './inherited-mount.ts';

const typed = (...types: LinuxNamespaceType[]) => types.map((type) => ({ type }));
const faultsOf = (spec: Partial<Spec>, mode: 'create' | 'exec' = 'create') =>
  inheritedMountNamespace.check?.(contextOf({ mode, spec }))?.map(({ pointer }) => pointer);

t.test('without a mount namespace init mounts in one of its own and returns', (t) => {
  const context = contextOf({ spec: { linux: { namespaces: typed('pid') } } });
  t.match(inheritedMountNamespace.compile?.(context), [
    { phase: 'mask', op: { op: 'openTree', path: '/', recursive: true } },
    { phase: 'mask', op: { op: 'enterRoot' } },
    { phase: 'mask', op: { op: 'close' } },
  ]);
  t.end();
});

t.test(
  'nothing is mounted before it has left the inherited namespace, nor after it returns',
  (t) => {
    const steps = compileFields(
      contextOf({
        spec: {
          mounts: [{ destination: '/proc', type: 'proc', source: 'proc' }],
          linux: { maskedPaths: ['/proc/kcore'], readonlyPaths: ['/proc/sys'] },
        },
      }),
    );
    const inPhase = (phase: string) =>
      steps.filter((step) => step.phase === phase).map(({ op }) => op.op);
    t.equal(inPhase('root')[0], 'unshare');
    t.same(inPhase('mask').slice(-3), ['openTree', 'enterRoot', 'close']);
    t.ok(inPhase('open').includes('openNamespace'));
    t.end();
  },
);

t.test('a container with a mount namespace, new or joined, stays in it', (t) => {
  for (const entry of [{ type: 'mount' }, { type: 'mount', path: '/m' }] as const) {
    const context = contextOf({ spec: { linux: { namespaces: [entry] } } });
    t.same(inheritedMountNamespace.compile?.(context), []);
    t.same(inheritedMountNamespace.check?.(context), []);
    t.notOk(compileFields(context).some(({ op }) => op.op === 'enterRoot'));
  }
  t.end();
});

t.test('what a tree that is attached nowhere cannot do is refused', (t) => {
  t.same(faultsOf({ linux: {} }), []);
  t.same(faultsOf({ linux: { namespaces: typed('user') } }), ['/linux/namespaces']);
  t.same(faultsOf({ linux: { rootfsPropagation: 'rshared' } }), ['/linux/rootfsPropagation']);
  t.same(faultsOf({ linux: { rootfsPropagation: 'rprivate' } }), []);
  const tmpfs = { destination: '/a', type: 'tmpfs' };
  const options = (...list: string[]) => ({ mounts: [tmpfs, { ...tmpfs, options: list }] });
  for (const word of ['rshared', 'slave', 'unbindable']) {
    t.same(faultsOf(options(word)), ['/mounts/1/options'], word);
  }
  t.same(faultsOf(options('rprivate', 'nosuid')), []);
  t.end();
});

t.test('exec enters the root of init where there is no mount namespace to join', (t) => {
  const stepsOf = (...types: LinuxNamespaceType[]) =>
    compileFields(
      contextOf({
        mode: 'exec',
        spec: { process: { cwd: '/', args: ['a'] }, linux: { namespaces: typed(...types) } },
        options: { enteredCgroups: [] },
      }),
    );
  const inPhase = (phase: string, ...types: LinuxNamespaceType[]) =>
    stepsOf(...types)
      .filter((step) => step.phase === phase)
      .map(({ op }) => op.op);
  t.same(inPhase('open', 'pid').slice(0, 2), ['openNamespace', 'openProcessRoot']);
  const join = inPhase('join', 'pid');
  t.same(join.slice(join.indexOf('joinProcess')), [
    'joinProcess',
    'enterRoot',
    'close',
    'close',
    'close',
    'continueInChild',
  ]);
  t.notOk(inPhase('join', 'pid', 'mount').includes('enterRoot'));
  t.same(faultsOf({ linux: {} }, 'exec'), []);
  t.end();
});
