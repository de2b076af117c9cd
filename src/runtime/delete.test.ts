import t from 'tap';
import { encodePlan } from '../plan/encode.ts';
import { planDelete, planDeleteUnrecorded } from './delete.ts';
import { storePaths } from './store.ts';
import { containerOf, report } from './testing.ts';

const planned = (container: ReturnType<typeof containerOf>, force = false) => {
  const plan = planDelete({ container, force, report });
  encodePlan(plan, 0);
  return plan.steps;
};

const remains = [
  { op: 'cgroupKill', signal: 9, onErrno: [{ errno: 2, then: 'ignore' }] },
  { op: 'cgroupRemove', path: '/sys/fs/cgroup/memory/c1' },
  { op: 'cgroupRemove', path: '/sys/fs/cgroup/freezer/c1' },
  { op: 'cgroupRemove', path: '/sys/fs/resctrl/c1' },
  { op: 'removeFile', path: '/run/.pid.c1', onErrno: [{ errno: 2, then: 'ignore' }] },
  { op: 'run', at: '/hooks/poststop/0', path: '/bin/down', stdin: /"status":"stopped"/ },
  { op: 'removeDirectory', path: '/run/pelagos/c1' },
];
const locked = [
  { op: 'lock', path: '/run/pelagos/c1' },
  { op: 'expect', path: '/run/pelagos/c1/state.json', content: new Uint8Array([1, 2, 3]) },
];
const end = [
  { op: 'openProcess', pid: 4711, onErrno: [{ errno: 3, then: 'ignore' }] },
  { op: 'signal', signal: 9 },
  { op: 'awaitExit' },
];

t.test('a stopped container: cgroups, then poststop hooks, and the record last', (t) => {
  const steps = planned(containerOf('stopped'));
  t.match(steps, [...locked, ...remains]);
  t.equal(steps.length, 9);
  t.end();
});

t.test('a created container is ended first, and needs no force: containerd relies on it', (t) => {
  const steps = planned(containerOf('created'));
  t.match(steps, [...locked, ...end, ...remains]);
  t.equal(steps.length, 12);
  t.end();
});

t.test('a running one, or a create under way, wants force', (t) => {
  for (const status of ['running', 'creating'] as const) {
    t.throws(() => planned(containerOf(status)), {
      code: 'container-state',
      message: `cannot delete container c1 that is not stopped: ${status}; kill it first, or use --force`,
    });
  }
  t.match(planned(containerOf('running'), true), [...locked, ...end, ...remains]);
  t.match(planned(containerOf('creating'), true), [...locked, ...remains]);
  t.end();
});

t.test('a poststop hook that fails keeps nothing from being removed', (t) => {
  const hook = planned(containerOf('stopped')).find(({ op }) => op === 'run');
  t.same(hook?.onErrno, [{ errno: 0, then: 'warn' }]);
  t.end();
});

t.test('without a usable record only the directory goes, unless a record has come', (t) => {
  const paths = storePaths('/run/pelagos/c1');
  const steps = (recordBytes: Uint8Array | undefined) =>
    planDeleteUnrecorded({ paths, recordBytes }, report).steps;
  const removed = { op: 'removeDirectory', path: '/run/pelagos/c1' };
  t.match(steps(new Uint8Array()), [
    { op: 'lock' },
    { op: 'expect', content: new Uint8Array() },
    removed,
  ]);
  t.match(steps(new Uint8Array([7])), [
    { op: 'lock' },
    { op: 'expect', content: new Uint8Array([7]) },
    removed,
  ]);
  t.match(steps(undefined), [{ op: 'lock' }, removed]);
  t.end();
});
