import t from 'tap';
import type { Spec } from '../../spec/config.ts';
import type { Field } from '../field.ts';
import type { LaunchOptions } from '../launch-options.ts';
import { contextOf } from '../testing.ts';
import { execute } from './execute.ts';
import { gate } from './gate.ts';
import { identity } from './identity.ts';
import { keyring } from './keyring.ts';
import { loopback } from './loopback.ts';
import { parentDeath } from './parent-death.ts';
import { release } from './release.ts';
import { stdio } from './stdio.ts';

const process = { cwd: '/', args: ['sh', '-c', 'x'], env: ['A=1', 'bad', 'A=2'] };
const stepsOf = (field: Field, spec: Partial<Spec> = {}, options: Partial<LaunchOptions> = {}) =>
  field.compile?.(contextOf({ spec, options }));

t.test('init of a new user namespace becomes its root, and dies with the runtime again', (t) => {
  t.match(stepsOf(identity, { linux: { namespaces: [{ type: 'user' }] } }), [
    { phase: 'identity', op: { op: 'setIds', uid: 0, gid: 0 } },
    { phase: 'identity', op: { op: 'parentDeath', signal: 9 } },
  ]);
  t.same(stepsOf(identity), []);
  const joined = { linux: { namespaces: [{ type: 'user', path: '/proc/7/ns/user' }] } } as const;
  t.same(stepsOf(identity, joined), []);
  t.end();
});

t.test(
  'a created container outlives the runtime, then waits for start; exec does not wait',
  (t) => {
    t.match(stepsOf(parentDeath), [{ phase: 'release', op: { op: 'parentDeath', signal: 0 } }]);
    t.match(stepsOf(gate), [{ phase: 'gate', op: { op: 'awaitStart' } }]);
    t.same(gate.compile?.(contextOf({ mode: 'exec' })), []);
    t.end();
  },
);

t.test(
  'the null device of the host leaves the standard streams, unless a terminal replaces them',
  (t) => {
    t.match(stepsOf(stdio, { process }), [{ phase: 'session', op: { op: 'nullStdio' } }]);
    t.same(stepsOf(stdio, { process: { ...process, terminal: true } }), []);
    t.same(stepsOf(stdio), []);
    t.end();
  },
);

t.test('a container gets a session keyring of its own, unless --no-new-keyring', (t) => {
  t.match(stepsOf(keyring), [{ phase: 'session', op: { op: 'joinKeyring' } }]);
  t.same(stepsOf(keyring, {}, { noNewKeyring: true }), []);
  t.end();
});

t.test('the keyring takes the SELinux label of the process', (t) => {
  t.match(stepsOf(keyring, { process: { ...process, selinuxLabel: 'a:b:c' } }), [
    { op: { op: 'writeProc', path: 'self/attr/keycreate', data: 'a:b:c' } },
    { op: { op: 'joinKeyring' } },
    { op: { op: 'writeProc', path: 'self/attr/keycreate', data: '' } },
  ]);
  t.end();
});

t.test('descriptors are closed last, then the program is executed with args and env', (t) => {
  t.match(stepsOf(execute, { process }), [
    { phase: 'execute', op: { op: 'inheritFds', count: 0 } },
    { phase: 'execute', op: { op: 'execute', args: ['sh', '-c', 'x'], env: ['A=2'] } },
  ]);
  t.end();
});

t.test('preserved descriptors are claimed first and passed on', (t) => {
  t.match(stepsOf(execute, { process }, { preserveFds: 2 }), [
    { phase: 'claim', op: { op: 'preserveFds', count: 2 } },
    { phase: 'execute', op: { op: 'inheritFds', count: 2 } },
    { phase: 'execute', op: { op: 'execute' } },
  ]);
  t.end();
});

t.test('LISTEN_FDS come first, and the program is told of them whatever its env says', (t) => {
  const options = { listenFds: { count: 2, names: 'a:b' }, preserveFds: 3 };
  const env = ['LISTEN_PID=7', 'LISTEN_FDS=9', 'A=1'];
  const linux = { namespaces: [{ type: 'pid' }] } as const;
  t.match(stepsOf(execute, { process: { ...process, env }, linux }, options), [
    {
      phase: 'claim',
      op: { op: 'preserveFds', what: /LISTEN_FDS=2 and --preserve-fds 3/, count: 5 },
    },
    { phase: 'execute', op: { op: 'inheritFds', count: 5 } },
    { op: { env: ['A=1', 'LISTEN_FDS=2', 'LISTEN_PID=1', 'LISTEN_FDNAMES=a:b'] } },
  ]);
  t.end();
});

t.test('who is not the first of its pid namespace is told its pid by LISTEN_PID', (t) => {
  const options = { listenFds: { count: 1, names: undefined } };
  const own = { process, linux: { namespaces: [{ type: 'pid' }] } } as const;
  const ops = (spec: Partial<Spec>, mode: 'create' | 'exec') =>
    (execute.compile?.(contextOf({ spec, options, mode })) ?? []).map(({ op }) => op.op);
  const told = ['preserveFds', 'inheritFds', 'ownPid', 'execute'];
  t.same(ops(own, 'exec'), told);
  t.same(ops({ process }, 'create'), told);
  t.same(ops(own, 'create'), ['preserveFds', 'inheritFds', 'execute']);
  t.end();
});

t.test('the loopback is up in a new network namespace, and not touched in others', (t) => {
  const network = (path?: string): Partial<Spec> => ({
    linux: { namespaces: [{ type: 'network', ...(path === undefined ? {} : { path }) }] },
  });
  const up = [{ phase: 'namespaces', op: { op: 'interfaceUp', name: 'lo' } }];
  t.match(stepsOf(loopback, network()), up);
  t.match(stepsOf(loopback, network('')), up);
  t.same(stepsOf(loopback, network('/run/netns/a')), []);
  t.same(stepsOf(loopback), []);
  t.same(loopback.compile?.(contextOf({ spec: network(), mode: 'exec' })), []);
  t.end();
});

t.test('without process, create is fine and start fails', (t) => {
  t.match(stepsOf(execute), [
    { op: { op: 'inheritFds' } },
    { phase: 'execute', op: { op: 'fail', at: '/process' } },
  ]);
  t.end();
});

t.test('what only setting up needed is closed before init waits', (t) => {
  t.match(stepsOf(release), [{ phase: 'release', op: { op: 'close', slot: 0 } }]);
  t.end();
});
