import t from 'tap';
import { encodePlan } from '../plan/encode.ts';
import { planStart } from './start.ts';
import { containerOf, plainRecord, report, trackOf } from './testing.ts';

const hooks = { poststart: [], poststop: [] };

/** What start does to a created container. */
const createdTrack = (changes: Parameters<typeof containerOf>[0] = {}) =>
  trackOf(planStart(containerOf(changes), report).steps, 'created');

const identity = plainRecord.created;
const letGo = [
  { op: 'openProcess' },
  {
    op: 'openGate',
    start: '/run/pelagos/c1/exec.fifo',
    result: '/run/pelagos/c1/result/exec.fifo',
  },
];

t.test('start looks at the status, takes the lock, looks again, opens the gate', (t) => {
  const plan = planStart(containerOf({ hooks }), report);
  t.match(plan.steps, [
    { op: 'readInit', path: '/run/pelagos/c1/init', identity },
    { op: 'byStatus', gate: '/run/pelagos/c1/exec.fifo', created: [] },
    { op: 'lock', path: '/run/pelagos/c1', timeout: 10_000 },
    { op: 'readInit', path: '/run/pelagos/c1/init', identity },
    { op: 'byStatus', gate: '/run/pelagos/c1/exec.fifo', created: letGo },
  ]);
  t.equal(plan.steps.length, 5);
  t.doesNotThrow(() => encodePlan(plan, 0));
  t.end();
});

t.test('poststart hooks run last, with the state on standard input; a failure stops all', (t) => {
  const steps = createdTrack();
  const [undo, hook] = steps.slice(2);
  t.match(undo, {
    op: 'onFailure',
    undo: [
      { op: 'signal', signal: 9 },
      { op: 'awaitExit', timeout: 10_000 },
    ],
  });
  t.match(hook, {
    op: 'run',
    at: '/hooks/poststart/0',
    path: '/bin/up',
    args: ['up', '1'],
    env: ['A=b'],
    timeout: 2000,
    stdin: [/"status":"running","pid":$/, Number, /^,"bundle":"\/bundle"/],
  });
  t.equal(steps.length, 4);
  t.match(createdTrack({ ownPidNamespace: false })[2], {
    undo: [{ op: 'signal' }, { op: 'cgroupKill', signal: 9 }],
  });
  t.end();
});

t.test('for a bundle before 1.3 a poststart hook that fails is a warning', (t) => {
  const hook = { path: '/bin/up' };
  const changes = { ociVersion: '1.2.1', hooks: { poststart: [hook, hook], poststop: [] } };
  const warned = { op: 'run', onErrno: [{ then: 'lead' }, { errno: 0, then: 'warn' }] };
  t.match(createdTrack(changes).slice(2), [warned, warned]);
  t.end();
});

t.test('what cannot be started is refused in the words that clients know', (t) => {
  const refused = {
    running: 'cannot start an already running container',
    paused: 'cannot start a container in the paused state; resume it first',
    stopped: 'cannot start a container that has stopped',
    creating: 'cannot start a container that is not created yet',
  } as const;
  const { steps } = planStart(containerOf(), report);
  for (const status of ['running', 'paused', 'stopped', 'creating'] as const) {
    for (const track of [trackOf(steps, status), trackOf(steps.slice(0, 2), status)]) {
      t.match(track, [{ op: 'fail', message: refused[status] }]);
      t.equal(track.length, 1);
    }
  }
  t.match(createdTrack({ hasProcess: false }), [{ op: 'fail', message: /has no process/ }]);
  t.end();
});

t.test('a container that changed since is told so by the step that sees it', (t) => {
  const [open, gate] = createdTrack();
  t.match(open?.onErrno, [{ text: 'cannot start a container that has stopped' }]);
  t.match(gate?.onErrno, [{ text: 'cannot start an already running container' }, { errno: 3 }]);
  t.end();
});
