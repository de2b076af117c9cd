import t from 'tap';
import type { Hook, Hooks } from '../spec/config.ts';
import { hookOps, hooks } from './hooks.ts';
import { contextOf } from './testing.ts';

const given = (all: Hooks, env?: string[]) =>
  contextOf({
    spec: {
      hooks: all,
      annotations: { a: '"b"' },
      ...(env === undefined ? {} : { process: { cwd: '/', env } }),
    },
  });
const one = (path: string): Hook[] => [{ path }];

t.test(
  'each kind of hook runs at its point of the life cycle, prestart before createRuntime',
  (t) => {
    const steps = hooks.compile?.(
      given({
        startContainer: one('/d'),
        createContainer: one('/c'),
        createRuntime: one('/b'),
        prestart: one('/a'),
        poststart: one('/e'),
        poststop: one('/f'),
      }),
    );
    t.match(steps, [
      { phase: 'runtime-hooks', op: { op: 'run', path: '/a', at: '/hooks/prestart/0' } },
      { phase: 'runtime-hooks', op: { path: '/b' } },
      { phase: 'container-hooks', op: { path: '/c' } },
      { phase: 'start-hooks', op: { path: '/d' } },
    ]);
    t.equal(steps?.length, 4);
    t.end();
  },
);

t.test('the state is passed over stdin, with the status of the moment', (t) => {
  const steps =
    hooks.compile?.(given({ createRuntime: one('/b'), startContainer: one('/d') })) ?? [];
  const states = steps.map(({ op }) => {
    if (op.op !== 'run' || typeof op.stdin === 'string') throw new Error('no state');
    return JSON.parse(op.stdin.map((part) => (typeof part === 'number' ? '4422' : part)).join(''));
  });
  const state = { ociVersion: '1.3.0', id: 'c1', pid: 4422, bundle: '/bundle' };
  const annotations = { a: '"b"' };
  t.strictSame(states, [
    { ...state, status: 'creating', annotations },
    { ...state, status: 'created', annotations },
  ]);
  t.end();
});

t.test('a hook runs with exactly its args and env; args default to the path', (t) => {
  const list: Hook[] = [{ path: '/a', args: ['x', 'y'], env: ['K=V'], timeout: 5 }, { path: '/b' }];
  t.match(hookOps(list, 'poststop', '{}'), [
    { args: ['x', 'y'], env: ['K=V'], timeout: 5000, stdin: '{}', at: '/hooks/poststop/0' },
    { args: ['/b'], env: [], timeout: 0 },
  ]);
  t.end();
});

t.test('only startContainer hooks without env get the environment of the process', (t) => {
  const list = [{ path: '/a' }, { path: '/b', env: [] }];
  const steps = hooks.compile?.(given({ createContainer: list, startContainer: list }, ['A=1']));
  t.strictSame(
    steps?.map(({ op }) => (op.op === 'run' ? op.env : undefined)),
    [[], [], ['A=1'], []],
  );
  t.end();
});

t.test('path must be absolute, timeout greater than zero', (t) => {
  const bad = given({
    prestart: [{ path: 'a' }],
    poststop: [
      { path: '/a', timeout: 0 },
      { path: '/a', args: ['\0'] },
    ],
  });
  t.match(hooks.check?.(bad), [
    { pointer: '/hooks/prestart/0/path' },
    { pointer: '/hooks/poststop/0/timeout' },
    { pointer: '/hooks/poststop/1/args/0' },
  ]);
  t.same(hooks.check?.(given({ prestart: [{ path: '/a', timeout: 1 }] })), []);
  t.end();
});

t.test('an entry of env is NAME=value', (t) => {
  const hook = { path: '/a', env: ['A=', 'B=c=d', 'X', '=x', ''] };
  t.match(hooks.check?.(given({ poststart: [hook] })), [
    { pointer: '/hooks/poststart/0/env/2', problem: /"X"/ },
    { pointer: '/hooks/poststart/0/env/3' },
    { pointer: '/hooks/poststart/0/env/4' },
  ]);
  t.same(hooks.check?.(given({ poststart: [{ ...hook, env: ['A=', 'B=c=d'] }] })), []);
  t.end();
});

t.test('exec runs no hooks', (t) => {
  const context = { ...given({ prestart: one('/a') }), mode: 'exec' } as const;
  t.same(hooks.compile?.(context), []);
  t.end();
});

t.test('a prestart hook is told created where the text puts it into start (1.0)', (t) => {
  const stateFor = (ociVersion: string) => {
    const all = { prestart: one('/a'), createContainer: one('/c') };
    const context = contextOf({ spec: { ociVersion, hooks: all } });
    return hooks.compile?.(context).map(({ op }) => (op.op === 'run' ? op.stdin[0] : ''));
  };
  t.match(stateFor('1.0.2'), [/"status":"created"/, /"status":"creating"/]);
  t.match(stateFor('1.1.0'), [/"status":"creating"/, /"status":"creating"/]);
  t.end();
});
