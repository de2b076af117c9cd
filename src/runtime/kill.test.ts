import t from 'tap';
import { encodePlan } from '../plan/encode.ts';
import { planKill } from './kill.ts';
import { containerOf, report } from './testing.ts';

type Given = Partial<Omit<Parameters<typeof planKill>[0], 'report'>>;

const planned = (given: Given = {}) => {
  const plan = planKill({
    container: containerOf('running'),
    signal: 15,
    all: false,
    report,
    ...given,
  });
  encodePlan(plan, 0);
  return plan.steps;
};

const toInit = [
  {
    op: 'openProcess',
    pid: 4711,
    startTime: 99,
    onErrno: [{ then: 'say', text: 'container not running' }],
  },
  { op: 'signal', signal: 15 },
];
const path = '/sys/fs/cgroup/freezer/c1';

t.test('a signal goes to init, by descriptor', (t) => {
  t.match(planned(), toInit);
  t.equal(planned().length, 2);
  t.match(planned({ container: containerOf('created') }), toInit);
  t.match(planned({ signal: 9 })[1], { op: 'signal', signal: 9 });
  t.match(planned({ signal: 0 })[1], { op: 'signal', signal: 0 });
  t.end();
});

t.test('all goes to every process of the cgroup, once', (t) => {
  const [group, ...more] = planned({ all: true });
  t.match(group, { op: 'cgroupKill', path, freezer: path, signal: 15 });
  t.same(more, []);
  t.end();
});

t.test('SIGKILL reaches every process where init has no pid namespace of its own', (t) => {
  const container = containerOf('running', { ownPidNamespace: false });
  t.match(planned({ container, signal: 9 }), [{ op: 'cgroupKill', signal: 9 }]);
  t.match(planned({ container }), toInit);
  t.end();
});

t.test('without a cgroup, all means init', (t) => {
  const cgroup = { manager: 'disabled', directories: [], freezer: '' } as const;
  t.match(planned({ container: containerOf('running', { cgroup }), all: true }), toInit);
  t.same(planned({ container: containerOf('stopped', { cgroup }), all: true }), []);
  t.end();
});

t.test('without a freezer, the first cgroup names the processes', (t) => {
  const cgroup = { manager: 'cgroupfs', directories: ['/sys/fs/cgroup/c1'], freezer: '' } as const;
  t.match(planned({ container: containerOf('running', { cgroup }), all: true }), [
    { path: '/sys/fs/cgroup/c1', freezer: '' },
  ]);
  t.end();
});

t.test('a stopped container is not running, but all ends what it left, also nothing', (t) => {
  for (const status of ['stopped', 'creating'] as const) {
    const container = containerOf(status);
    t.throws(() => planned({ container }), {
      code: 'container-state',
      message: 'container not running',
    });
    t.match(planned({ container, all: true, signal: 9 }), [
      { op: 'cgroupKill', path, signal: 9, onErrno: [{ errno: 2, then: 'ignore' }] },
    ]);
  }
  t.end();
});
