import t from 'tap';
import { encodePlan } from '../plan/encode.ts';
import { planDelete, planDeleteUnrecorded } from './delete.ts';
import { storePaths } from './store.ts';
import { containerOf, plainRecord, report, trackOf } from './testing.ts';

const planned = (force = false) => {
  const plan = planDelete({ container: containerOf(), force, report });
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
  { op: 'removeFile', path: '/run/pelagos/c1/plans', onErrno: [{ errno: 2, then: 'ignore' }] },
  { op: 'removeDirectory', path: '/run/pelagos/c1' },
];
const looked = [{ op: 'readInit' }, { op: 'byStatus', created: [], stopped: [] }];
const locked = [
  { op: 'lock', path: '/run/pelagos/c1' },
  { op: 'readInit', path: '/run/pelagos/c1/init', identity: plainRecord.created },
  { op: 'byStatus' },
];
const end = [
  { op: 'openProcess', onErrno: [{ errno: 3, then: 'ignore' }] },
  { op: 'signal', signal: 9 },
  { op: 'writeKernelFile', path: '/sys/fs/cgroup/freezer/c1/freezer.state', data: 'THAWED' },
  { op: 'awaitExit' },
];

t.test('under the lock: init, then cgroups, then poststop hooks, and the record last', (t) => {
  t.match(planned(), [...looked, ...locked, ...remains]);
  t.equal(planned().length, 13);
  t.match(planned(true), [...locked, ...remains]);
  t.match(planned(true)[0]?.onErrno, [
    { errno: 2, then: 'stale' },
    { errno: 110, then: 'hint' },
  ]);
  t.equal(planned(true).length, 11);
  t.end();
});

t.test('a created container is ended first, and needs no force: containerd relies on it', (t) => {
  t.match(trackOf(planned(), 'created'), end);
  t.match(trackOf(planned(true), 'created'), end);
  t.same(trackOf(planned(), 'stopped'), []);
  t.end();
});

t.test('a running or paused one, or a create under way, wants force', (t) => {
  for (const status of ['running', 'paused', 'creating'] as const) {
    const message = `cannot delete container c1 that is not stopped: ${status}; kill it first, or use --force`;
    for (const steps of [planned(), planned().slice(0, 2)]) {
      t.match(trackOf(steps, status), [{ op: 'fail', message }]);
    }
  }
  t.match(trackOf(planned(true), 'running'), end);
  t.match(trackOf(planned(true), 'paused'), end);
  t.same(trackOf(planned(true), 'creating'), []);
  t.end();
});

t.test('a poststop hook that fails keeps nothing from being removed', (t) => {
  const hook = planned().find(({ op }) => op === 'run');
  t.match(hook?.onErrno, [
    { errno: 0, then: 'lead' },
    { errno: 0, then: 'warn' },
  ]);
  t.end();
});

t.test('without a usable record only the directory goes, unless a record has come', (t) => {
  const paths = storePaths('/run/pelagos/c1');
  const steps = (recordBytes: Uint8Array | undefined) =>
    planDeleteUnrecorded({ paths, recordBytes }, report).steps;
  const removed = [{ op: 'removeFile' }, { op: 'removeDirectory', path: '/run/pelagos/c1' }];
  t.match(steps(new Uint8Array()), [
    { op: 'lock' },
    { op: 'expect', content: new Uint8Array() },
    ...removed,
  ]);
  t.match(steps(new Uint8Array([7])), [
    { op: 'lock' },
    { op: 'expect', content: new Uint8Array([7]) },
    ...removed,
  ]);
  t.match(steps(undefined), [{ op: 'lock' }, ...removed]);
  t.end();
});

t.test(
  'systemd removes the cgroup of its unit, and one that was not reached is left alone',
  (t) => {
    const directory = '/sys/fs/cgroup/system.slice/a.scope';
    const unit = { name: 'a.scope', directory };
    const cgroup = { ...plainRecord.cgroup, directories: [directory], unit };
    const { steps } = planDelete({ container: containerOf({ cgroup }), force: true, report });
    const names = (status: 'creating' | 'stopped') => trackOf(steps, status).map(({ op }) => op);
    t.same(names('creating'), []);
    const stopped = names('stopped');
    t.ok(stopped.indexOf('cgroupKill') < stopped.indexOf('awaitGone'));
    t.ok(stopped.indexOf('awaitGone') < stopped.indexOf('cgroupRemove'));
    t.end();
  },
);
