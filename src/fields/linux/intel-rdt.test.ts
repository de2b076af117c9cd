import t from 'tap';
import { slotNames } from '../../plan/slot-names.ts';
import type { LinuxIntelRdt } from '../../spec/config.ts';
import { contextOf } from '../testing.ts';
import { firstMismatch } from './intel-rdt/schemata.ts';
import { intelRdt, intelRdtDirectories } from './intel-rdt.ts';

const groups = { '/': '', gold: '    L3:0=07f0;1=1f\n    MB:0= 20;1= 70\n' };
const given = (rdt: LinuxIntelRdt, mode: 'create' | 'exec' = 'create') =>
  contextOf({
    mode,
    spec: { linux: { intelRdt: rdt } },
    facts: { resctrl: { path: '/sys/fs/resctrl', groups } },
  });
const stepsOf = (rdt: LinuxIntelRdt) => intelRdt.compile?.(given(rdt)) ?? [];
const problemsOf = (rdt: LinuxIntelRdt) =>
  intelRdt.check?.(given(rdt))?.map(({ problem }) => problem);

t.test('without closID the directory is named by the container id, and removed with it', (t) => {
  t.match(stepsOf({ schemata: ['L2:0=f'], memBwSchema: 'MB:0=20', l3CacheSchema: 'L3:0=7f0' }), [
    { phase: 'limits', op: { op: 'makeDirectory', path: '/sys/fs/resctrl/c1', exclusive: true } },
    { phase: 'limits', op: { op: 'onFailure', undo: [{ op: 'cgroupRemove' }] } },
    {
      phase: 'limits',
      op: { path: '/sys/fs/resctrl/c1/schemata', data: 'L3:0=7f0\nMB:0=20\nL2:0=f\n' },
    },
    { phase: 'identify', op: { path: '/sys/fs/resctrl/c1/tasks', data: [0] } },
  ]);
  t.strictSame(intelRdtDirectories(given({})), ['/sys/fs/resctrl/c1']);
  t.end();
});

t.test('without schemata none are written', (t) => {
  const files = stepsOf({}).flatMap(({ op }) => (op.op === 'writeKernelFile' ? [op.path] : []));
  t.strictSame(files, ['/sys/fs/resctrl/c1/tasks']);
  t.end();
});

t.test('l3CacheSchema or memBwSchema or schemata alone is written to schemata', (t) => {
  for (const rdt of [
    { l3CacheSchema: 'L3:0=7f0' },
    { memBwSchema: 'MB:0=20' },
    { schemata: ['MB:0=20', 'L3:0=7f0'] },
  ]) {
    for (const [closID, group] of [
      [undefined, 'c1'],
      ['new', 'new'],
    ] as const) {
      const steps = stepsOf(closID === undefined ? rdt : { ...rdt, closID });
      const path = `/sys/fs/resctrl/${group}/schemata`;
      const written = steps.flatMap(({ op }) =>
        op.op === 'writeKernelFile' && op.path === path ? [op.data] : [],
      );
      t.strictSame(written, [`${Object.values(rdt).flat().join('\n')}\n`]);
    }
  }
  t.end();
});

t.test('if intelRdt is not set, no resctrl file system is touched', (t) => {
  const facts = { resctrl: { path: '/sys/fs/resctrl', groups } };
  for (const mode of ['create', 'exec'] as const) {
    const context = contextOf({ mode, facts, spec: { linux: {} } });
    t.strictSame(intelRdt.compile?.(context), []);
    t.strictSame(intelRdtDirectories(context), []);
  }
  t.end();
});

t.test('the pid of init is written to tasks of the group, by closID or the container id', (t) => {
  for (const [rdt, group] of [
    [{}, '/c1'],
    [{ closID: 'gold' }, '/gold'],
    [{ closID: '/' }, ''],
  ] as const) {
    const context = given(rdt);
    const data = [context.slots.take(slotNames.init)];
    const op = { op: 'writeKernelFile', path: `/sys/fs/resctrl${group}/tasks`, data };
    t.match(intelRdt.compile?.(context)?.at(-1), { phase: 'identify', op });
  }
  t.end();
});

t.test('no failure to make a group is ignored', (t) => {
  const made = stepsOf({ enableMonitoring: true }).filter(({ op }) => op.op === 'makeDirectory');
  t.equal(made.length, 2);
  for (const { op } of made) t.notOk(op.onErrno?.some(({ then }) => then === 'ignore'));
  t.end();
});

t.test('values must not contain newlines', (t) => {
  for (const rdt of [
    { l3CacheSchema: 'L3:0=f\nMB:0=1' },
    { memBwSchema: 'MB:0=1\nL3:0=f' },
    { schemata: ['L3:0=f', 'MB:0=1\nL3:0=f'] },
  ]) {
    t.match(problemsOf(rdt), [/single line/]);
  }
  t.end();
});

t.test('a closID that is there is used as it is, and must be as it is wanted', (t) => {
  const same = { closID: 'gold', l3CacheSchema: 'L3:1=1F;0=7f0' };
  t.strictSame(problemsOf(same), []);
  t.strictSame(
    stepsOf(same).map(({ phase }) => phase),
    ['identify'],
  );
  t.strictSame(intelRdtDirectories(given(same)), []);
  t.match(problemsOf({ closID: 'gold', schemata: ['MB:0=30'] }), [/other schemata/]);
  t.strictSame(problemsOf({ closID: 'gold' }), []);
  t.end();
});

t.test('a closID that is not there is made where schemata are set, an error otherwise', (t) => {
  t.match(problemsOf({ closID: 'new' }), [/not there/]);
  const steps = stepsOf({ closID: 'new', schemata: ['L3:0=f'] });
  t.match(steps, [
    { op: { op: 'makeDirectory', path: '/sys/fs/resctrl/new', exclusive: false } },
    {},
    {},
  ]);
  t.strictSame(intelRdtDirectories(given({ closID: 'new', schemata: ['L3:0=f'] })), []);
  t.end();
});

t.test('closID / is the default class', (t) => {
  t.strictSame(problemsOf({ closID: '/' }), []);
  t.match(stepsOf({ closID: '/' }), [{ op: { path: '/sys/fs/resctrl/tasks' } }]);
  t.end();
});

t.test('enableMonitoring makes a monitoring group named by the container id', (t) => {
  const rdt = { closID: 'gold', enableMonitoring: true };
  const monitor = '/sys/fs/resctrl/gold/mon_groups/c1';
  t.match(stepsOf(rdt), [
    { phase: 'limits', op: { op: 'makeDirectory', path: monitor, exclusive: true } },
    { phase: 'limits', op: { op: 'onFailure' } },
    { phase: 'identify', op: { path: '/sys/fs/resctrl/gold/tasks' } },
    { phase: 'identify', op: { path: `${monitor}/tasks` } },
  ]);
  t.strictSame(intelRdtDirectories(given(rdt)), [monitor]);
  t.strictSame(intelRdtDirectories(given({ enableMonitoring: true })), [
    '/sys/fs/resctrl/c1/mon_groups/c1',
    '/sys/fs/resctrl/c1',
  ]);
  t.end();
});

t.test('without resctrl, or with names and lines that lead elsewhere, it is a fault', (t) => {
  const none = contextOf({ spec: { linux: { intelRdt: {} } } });
  t.match(intelRdt.check?.(none), [{ pointer: '/linux/intelRdt' }]);
  for (const closID of ['', '.', '..', 'a/b', 'a\n']) t.equal(problemsOf({ closID })?.length, 1);
  t.match(problemsOf({ l3CacheSchema: 'L3:0=f\nMB:0=1' }), [/single line/]);
  t.same(intelRdt.check?.(contextOf()), []);
  t.end();
});

t.test('exec joins the group that create has made', (t) => {
  const steps = intelRdt.compile?.(given({ schemata: ['L3:0=f'] }, 'exec'));
  t.match(steps, [{ phase: 'identify', op: { path: '/sys/fs/resctrl/c1/tasks' } }]);
  t.equal(steps?.length, 1);
  t.end();
});

t.test('values are compared without blanks, case and leading zeros', (t) => {
  t.equal(firstMismatch(['L3:0=7F0'], '  L3:0=07f0;1=0\n'), undefined);
  t.equal(firstMismatch(['L3:2=1'], 'L3:0=1'), 'L3:2=1');
  t.equal(firstMismatch(['L3:1=0'], 'L3:0=1;1=00'), undefined);
  t.end();
});
