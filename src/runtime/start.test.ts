import t from 'tap';
import { encodePlan } from '../plan/encode.ts';
import { planStart } from './start.ts';
import { containerOf, report } from './testing.ts';

const hooks = { poststart: [], poststop: [] };

t.test('start takes the lock, compares the record, opens the gate', (t) => {
  const plan = planStart(containerOf('created', { hooks }), report);
  t.match(plan.steps, [
    { op: 'lock', path: '/run/pelagos/c1', timeout: 10_000 },
    { op: 'expect', path: '/run/pelagos/c1/state.json', content: new Uint8Array([1, 2, 3]) },
    { op: 'openProcess', pid: 4711, startTime: 99 },
    {
      op: 'openGate',
      start: '/run/pelagos/c1/start.fifo',
      result: '/run/pelagos/c1/result.fifo',
    },
  ]);
  t.equal(plan.steps.length, 4);
  t.doesNotThrow(() => encodePlan(plan, 0));
  t.end();
});

t.test('poststart hooks run last, with the state on standard input; a failure stops all', (t) => {
  const plan = planStart(containerOf('created'), report);
  const [undo, hook] = plan.steps.slice(4);
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
    stdin: /"status":"running","pid":4711,"bundle":"\/bundle"/,
  });
  t.equal(plan.steps.length, 6);
  const shared = planStart(containerOf('created', { ownPidNamespace: false }), report);
  t.match(shared.steps[4], { undo: [{ op: 'signal' }, { op: 'cgroupKill', signal: 9 }] });
  t.end();
});

t.test('for a bundle before 1.3 a poststart hook that fails is a warning', (t) => {
  const hook = { path: '/bin/up' };
  const changes = { ociVersion: '1.2.1', hooks: { poststart: [hook, hook], poststop: [] } };
  const warned = { op: 'run', onErrno: [{ errno: 0, then: 'warn' }] };
  t.match(planStart(containerOf('created', changes), report).steps.slice(4), [warned, warned]);
  t.end();
});

t.test('what cannot be started is refused in the words that clients know', (t) => {
  const code = 'container-state';
  const refused = [
    ['running', {}, { code, message: 'cannot start an already running container' }],
    ['stopped', {}, { code, message: 'cannot start a container that has stopped' }],
    ['creating', {}, { code, message: 'cannot start a container that is not created yet' }],
    ['created', { hasProcess: false }, { code: 'invalid-config', message: /has no process/ }],
  ] as const;
  for (const [status, changes, expected] of refused) {
    t.throws(() => planStart(containerOf(status, changes), report), expected);
  }
  t.end();
});

t.test('a container that changed since is told so by the step that sees it', (t) => {
  const [, , open, gate] = planStart(containerOf('created'), report).steps;
  t.match(open?.onErrno, [{ text: 'cannot start a container that has stopped' }]);
  t.match(gate?.onErrno, [{ text: 'cannot start an already running container' }, { errno: 3 }]);
  t.end();
});
