import t from 'tap';
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
