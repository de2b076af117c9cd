import t from 'tap';
import { contextOf } from '../fields/testing.ts';
import { encodePlan } from '../plan/encode.ts';
import type { Op, OpName } from '../plan/ops.ts';
import { brokenOrder } from '../plan/order.ts';
import type { Plan } from '../plan/plan.ts';
import type { LinuxNamespace, Spec } from '../spec/config.ts';
import { planCreate } from './create.ts';
import { defaultSpec, rootlessSpec } from './default-spec.ts';
import { parseRecord } from './record.ts';
import { report } from './testing.ts';

type Options = Parameters<typeof contextOf>[0];

const planned = (spec: Partial<Spec>, given: Options = {}): Plan =>
  planCreate({
    context: contextOf({ ...given, spec }),
    config: '{}',
    root: '/run/pelagos',
    report,
  });

const minimal: Partial<Spec> = { process: { cwd: '/', args: ['true'] } };
const named = (name: OpName) => (op: Op) => op.op === name;
const find = <N extends OpName>(steps: readonly Op[], name: N) => steps.filter(named(name));

t.test('--timing adds what notes phases to the plan, and nothing else', (t) => {
  const plan = planned(minimal);
  const timing = planned(minimal, { options: { timing: true } });
  t.ok(find(timing.steps, 'stamp').length > 10);
  const steps = timing.steps.filter(({ op }) => op !== 'stamp');
  t.same(encodePlan({ ...timing, steps }, 1), encodePlan(plan, 1));
  t.end();
});

/** What a plan writes to a file of the state directory, each time. */
function written(plan: Plan, name: string) {
  return plan.steps.flatMap((op) =>
    'content' in op && 'path' in op && op.path === `/run/pelagos/c1/${name}` ? [op.content] : [],
  );
}

const recordOf = (plan: Plan) => parseRecord(String(written(plan, 'state.json')), '/s');

t.test('create claims the id and records it before anything else exists', (t) => {
  t.match(planned(minimal).steps.slice(0, 12), [
    { op: 'heedSignals' },
    { op: 'makeDirectory', path: '/run/pelagos', mode: 0o700, exclusive: false },
    {
      op: 'makeDirectory',
      path: '/run/pelagos/c1',
      mode: 0o700,
      exclusive: true,
      onErrno: [{ errno: 17, then: 'say', text: 'container with given ID already exists' }],
    },
    {
      op: 'onFailure',
      undo: [{ op: 'removeFile' }, { op: 'removeDirectory', path: '/run/pelagos/c1' }],
    },
    { op: 'lock', path: '/run/pelagos/c1' },
    { op: 'createFile', path: '/run/pelagos/c1/config.json', mode: 0o600, content: '{}' },
    { op: 'createFile', path: '/run/pelagos/c1/init', mode: 0o600 },
    { op: 'writeFile', path: '/run/pelagos/c1/state.json', mode: 0o600 },
    { op: 'onFailure', undo: [] },
    { op: 'makeFifo', path: '/run/pelagos/c1/exec.fifo', mode: 0o600 },
    { op: 'makeDirectory', path: '/run/pelagos/c1/result', mode: 0o700 },
    { op: 'makeFifo', path: '/run/pelagos/c1/result/exec.fifo', mode: 0o600 },
  ]);
  t.end();
});

t.test(
  'the record names all that there may be, and is written once; a file of its own names init',
  (t) => {
    const plan = planned({
      ...minimal,
      annotations: { a: 'b' },
      hooks: { poststop: [{ path: '/bin/down' }] },
      linux: { namespaces: [{ type: 'pid' }], cgroupsPath: '/g/c1' },
    });
    t.match(recordOf(plan), {
      id: 'c1',
      bundle: '/bundle',
      rootfs: '/bundle/rootfs',
      annotations: { a: 'b' },
      hasProcess: true,
      ownPidNamespace: true,
      cgroup: { directories: ['/sys/fs/cgroup/g/c1'] },
      hooks: { poststart: [], poststop: [{ path: '/bin/down' }] },
    });
    const { created } = recordOf(plan);
    const slots = [plan.slots.indexOf('init'), ' ', plan.slots.indexOf('init-start-time')];
    t.same(written(plan, 'init'), [`${created}\n`, [...slots, '\n']]);
    t.end();
  },
);

t.test('only a new pid namespace ends with init; a joined one may hold others', (t) => {
  const own = (...namespaces: readonly LinuxNamespace[]) =>
    recordOf(planned({ ...minimal, linux: { namespaces } })).ownPidNamespace;
  t.equal(own({ type: 'pid' }), true);
  t.equal(own({ type: 'pid', path: '' }), true);
  t.equal(own({ type: 'pid', path: '/proc/7/ns/pid' }), false);
  t.equal(own({ type: 'ipc' }), false);
  t.equal(own(), false);
  t.end();
});

t.test('the pid file is the last thing written: a bare number under a temporary name', (t) => {
  const plan = planned(minimal, { options: { pidFile: '/b/init.pid' } });
  const last = find(plan.steps, 'writeFile').at(-1);
  t.match(last, { path: '/b/init.pid', temporary: '/b/.init.pid.c1', at: '--pid-file' });
  const content = last?.op === 'writeFile' ? last.content : '';
  t.same(content, [plan.slots.indexOf('init')]);
  t.same(recordOf(plan).temporaryFiles, ['/b/.init.pid.c1']);
  t.end();
});

t.test('init closes its copy of the lock, or delete would wait for a killed create', (t) => {
  const plan = planned(minimal);
  const clone = plan.steps.find((op) => op.op === 'clone');
  const init = clone?.op === 'clone' ? clone.init : [];
  const lock = plan.slots.indexOf('lock');
  const closed = init.findIndex((op) => op.op === 'close' && op.slot === lock);
  t.ok(closed >= 0 && closed < init.findIndex(({ op }) => op === 'ready'));
  t.end();
});

t.test('a create that fails runs the poststop hooks before the id is free again', (t) => {
  const plan = planned({ ...minimal, hooks: { poststop: [{ path: '/bin/down' }] } });
  const kept = find(plan.steps, 'onFailure').map((op) => (op.op === 'onFailure' ? op.undo : []));
  t.match(kept.slice(0, 2), [
    [{ op: 'removeFile' }, { op: 'removeDirectory' }],
    [{ op: 'run', path: '/bin/down' }],
  ]);
  t.end();
});

t.test('the same input gives the same bytes', (t) => {
  const bytes = () => encodePlan(planned(defaultSpec()), 1);
  t.strictSame(bytes(), bytes());
  t.end();
});

t.test('the default configurations give plans that encode and keep the order rules', (t) => {
  for (const spec of [
    defaultSpec(),
    rootlessSpec({ uid: 1000, gid: 1000 }),
    { ...minimal, linux: { rootfsPropagation: 'shared' as const } },
  ]) {
    const plan = planned(spec);
    t.ok(encodePlan(plan, 1).length > 0);
    t.same(brokenOrder(plan.steps), []);
    t.equal(find(plan.steps, 'clone').length, 1);
  }
  t.end();
});
