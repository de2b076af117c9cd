import t, { type Test } from 'tap';
import { encodePlan } from '../plan/encode.ts';
import { planKill, servesAllSignals } from './kill.ts';
import { containerOf, report, trackOf } from './testing.ts';

type Given = Partial<Omit<Parameters<typeof planKill>[0], 'report'>>;

const planned = (given: Given = {}) => {
  const plan = planKill({
    container: containerOf(),
    signal: 15,
    all: false,
    report,
    ...given,
  });
  encodePlan(plan, 0);
  return plan.steps;
};

const path = '/sys/fs/cgroup/freezer/c1';

const toInit = (signal: number) => [
  { op: 'openProcess', onErrno: [{ then: 'say', text: 'container not running' }] },
  { op: 'signal', signal },
  {
    op: 'onSignal',
    signal,
    number: 9,
    steps: [{ op: 'writeKernelFile', path: `${path}/freezer.state`, data: 'THAWED' }],
  },
];
const group = { op: 'cgroupKill', path, freezer: path, onErrno: [{ errno: 2, then: 'ignore' }] };

/** The same for a created and a running container, and for one without a process. */
function bothTracks(t: Test, given: Given) {
  const steps = planned(given);
  t.match(steps, [{ op: 'readInit' }, { op: 'byStatus' }]);
  t.equal(steps.length, 2);
  t.same(trackOf(steps, 'created'), trackOf(steps, 'running'));
  t.same(trackOf(steps, 'paused'), trackOf(steps, 'running'));
  t.same(trackOf(steps, 'creating'), trackOf(steps, 'stopped'));
  return { alive: trackOf(steps, 'running'), ended: trackOf(steps, 'stopped') };
}

t.test('a signal goes to init, by descriptor; without one the container is not running', (t) => {
  for (const signal of [15, 9, 0]) {
    const { alive, ended } = bothTracks(t, { signal });
    t.match(alive, toInit(signal));
    t.equal(alive.length, 3);
    t.match(ended, [{ op: 'fail', message: 'container not running' }]);
  }
  t.end();
});

t.test('all goes to every process of the cgroup, once, whatever became of init', (t) => {
  for (const signal of [15, 9]) {
    const steps = planned({ all: true, signal });
    t.match(steps, [{ op: 'readInit' }, { ...group, signal }]);
    t.equal(steps.length, 2);
  }
  t.end();
});

t.test('SIGKILL reaches every process where init has no pid namespace of its own', (t) => {
  const container = containerOf({ ownPidNamespace: false });
  const steps = planned({ container, signal: 9 });
  t.match(steps, [{ op: 'readInit' }, { ...group, signal: 9 }]);
  t.equal(steps.length, 2, 'also those that have outlived init');
  t.match(bothTracks(t, { container }).alive, toInit(15));
  t.notOk(servesAllSignals(container));
  t.ok(servesAllSignals(containerOf()));
  t.end();
});

t.test('signal 0 to all asks whether init is there', (t) => {
  const { alive, ended } = bothTracks(t, { all: true, signal: 0 });
  t.match(alive.slice(0, 2), toInit(0).slice(0, 2));
  t.same(ended, []);
  t.end();
});

t.test('without a cgroup, all means init', (t) => {
  const cgroup = {
    manager: 'disabled',
    directories: [],
    found: [],
    freezer: '',
    unified: '',
  } as const;
  const { alive, ended } = bothTracks(t, { container: containerOf({ cgroup }), all: true });
  t.match(alive, toInit(15).slice(0, 2));
  t.equal(alive.length, 2, 'nothing could be frozen');
  t.same(ended, []);
  t.end();
});

t.test('without a freezer, the first cgroup names the processes', (t) => {
  const cgroup = {
    manager: 'cgroupfs',
    directories: ['/sys/fs/cgroup/c1'],
    found: [],
    freezer: '',
    unified: '',
  } as const;
  t.match(planned({ container: containerOf({ cgroup }), all: true }), [
    { op: 'readInit' },
    { path: '/sys/fs/cgroup/c1', freezer: '' },
  ]);
  t.end();
});

t.test('plans for two signals differ in the number alone', (t) => {
  const renumbered = JSON.stringify(planned({ signal: 17 })).replaceAll(
    '"signal":17',
    '"signal":15',
  );
  t.equal(renumbered, JSON.stringify(planned({ signal: 15 })));
  t.end();
});
