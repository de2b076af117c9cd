import fc from 'fast-check';
import t from 'tap';
import { assemble } from './assemble.ts';
import { NONE } from './field-types.ts';
import type { Op } from './ops.ts';
import { type PhaseName, phaseNames, phaseRow, phasesOf, pointOf, syncPoints } from './phases.ts';
import type { Step } from './step.ts';

const clone: Step = {
  phase: 'clone',
  op: { op: 'clone', at: '', what: 'clone', flags: 0, cgroup: NONE, memory: '', out: 0, init: [] },
};

/** A step that is known by its `what`. */
function step(phase: PhaseName, what: string): Step {
  return { phase, op: { op: 'umask', at: phase, what, mask: 0 } };
}

const words = (ops: readonly Op[]): readonly string[] => ops.map(({ what }) => what);
const initOf = (ops: readonly Op[]): readonly Op[] =>
  ops.flatMap((op) => (op.op === 'clone' ? op.init : []));
const isSync = ({ op }: Op): boolean => ['ready', 'awaitGo', 'awaitReady', 'go'].includes(op);

t.test('the tracks meet at every sync point, in its order, from both sides', (t) => {
  const host = assemble([clone], { handovers: { filtered: 7 } });
  const points = syncPoints.map(pointOf);
  t.match(
    host.filter(isSync),
    points.flatMap((point) => [
      { op: 'awaitReady', point },
      { op: 'go', point },
    ]),
  );
  t.match(
    initOf(host).filter(isSync),
    points.flatMap((point) => [
      { op: 'ready', point },
      { op: 'awaitGo', point },
    ]),
  );
  t.same(points, [1, 2, 3, 4, 5]);
  t.end();
});

t.test('a host phase with a sync runs while init waits; an init phase runs before it', (t) => {
  const host = assemble([clone, step('restrict', 'host'), step('attributes', 'init')]);
  const point = pointOf('prepared');
  const at = (ops: readonly Op[], match: (op: Op) => boolean): number => ops.findIndex(match);
  const awaits = at(host, (op) => op.op === 'awaitReady' && op.point === point);
  t.same(words(host.slice(awaits + 1, awaits + 2)), ['host']);
  t.match(host[awaits + 2], { op: 'go', point });
  const init = initOf(host);
  const ready = at(init, (op) => op.op === 'ready' && op.point === point);
  t.same(words(init.slice(ready - 1, ready)), ['init']);
  t.match(init[ready + 1], { op: 'awaitGo', point });
  t.end();
});

t.test('with timing each phase of the host and each wait for init is noted, in order', (t) => {
  const host = assemble([step('claim', 'x'), clone, step('restrict', 'y')], { timing: true });
  t.same(
    host.flatMap((op) => (op.op === 'stamp' ? [op.phase] : [])),
    [
      'claim',
      'clone',
      ...['namespaced', 'mounted', 'prepared', 'created'].flatMap((sync) => [
        `init until ${sync}`,
        phasesOf('host').find(
          (phase) => 'sync' in phaseRow(phase) && phaseRow(phase).sync === sync,
        ),
      ]),
    ],
  );
  t.notOk(initOf(host).some(({ op }) => op === 'stamp'));
  const without = host.filter(({ op }) => op !== 'stamp');
  t.same(without, assemble([step('claim', 'x'), clone, step('restrict', 'y')]));
  t.end();
});

t.test(
  'a slot that is handed over is sent with the ready of its point and kept by the host',
  (t) => {
    const host = assemble([clone], { handovers: { created: 7 } });
    const point = pointOf('created');
    t.match(
      host.filter((op) => op.op === 'awaitReady'),
      [{ out: NONE }, { out: NONE }, { out: NONE }, { point, out: 7 }],
    );
    t.match(
      initOf(host).filter((op) => op.op === 'ready'),
      [{ value: NONE }, { value: NONE }, { value: NONE }, { point, value: 7 }],
    );
    t.end();
  },
);

t.test('the tracks meet behind an early filter only where init hands its listener over', (t) => {
  const point = pointOf('filtered');
  const load = step('seccomp-privileged', 'load');
  const give = step('listener', 'give');
  const without = assemble([clone, load]);
  t.notOk([...without, ...initOf(without)].some((op) => 'point' in op && op.point === point));
  const host = assemble([clone, load, give], { handovers: { filtered: 7 } });
  const at = host.findIndex((op) => op.op === 'awaitReady' && op.point === point);
  t.match(host.slice(at, at + 3), [{ out: 7 }, { what: 'give' }, { op: 'go', point }]);
  const init = initOf(host);
  const loaded = init.findIndex(({ what }) => what === 'load');
  t.match(init.slice(loaded + 1, loaded + 3), [
    { op: 'ready', point, value: 7 },
    { op: 'awaitGo', point },
  ]);
  t.end();
});

t.test('whatever the order of the steps, they run by phase, and stably inside one', (t) => {
  const phase = fc.constantFrom(...phaseNames.filter((name) => name !== 'clone'));
  fc.assert(
    fc.property(fc.array(phase), (names) => {
      const steps = names.map((name, index) => step(name, `${index}`));
      const host = assemble([...steps, clone]);
      for (const [track, ops] of [
        ['host', host.filter(({ op }) => op !== 'clone')],
        ['init', initOf(host)],
      ] as const) {
        const expected = phasesOf(track).flatMap((phase) =>
          steps.filter((step) => step.phase === phase).map(({ op }) => op.what),
        );
        t.same(words(ops.filter((op) => !isSync(op))), expected);
      }
    }),
    { numRuns: 200 },
  );
  t.end();
});

t.test('the clone op keeps its arguments and its place, and without one there is no init', (t) => {
  const host = assemble([step('open', 'before'), clone, step('identify', 'after')]);
  t.same(words(host.filter((op) => !isSync(op))), ['before', 'clone', 'after']);
  t.same(initOf(assemble([step('open', 'before'), step('gate', 'lost')])), []);
  t.end();
});

t.test('each sync point ends one phase of each track', (t) => {
  for (const track of ['host', 'init'] as const) {
    const syncs = phasesOf(track).flatMap((name) => phaseRow(name).sync ?? []);
    t.same(syncs, syncPoints);
  }
  t.end();
});

t.test('with records each phase is told before it is done, in init up to the last meeting', (t) => {
  const records = { clone: 'begin', first: 'first', last: 'last' };
  const steps = [step('claim', 'a'), step('claim', 'b'), clone];
  const told = (ops: readonly Op[]) =>
    ops.filter((op) => !isSync(op)).map((op) => (op.op === 'log' ? op.message : op.what));
  const of = (...more: readonly Step[]) => assemble([...steps, ...more], { records });
  t.same(told(of()), ['host: claim: a; b', 'a', 'b', 'begin', 'host: clone: clone', 'clone']);
  t.same(told(initOf(of(step('mounts', 'c'), step('seccomp-last', 'd')))), [
    'first',
    'init: mounts: c',
    'c',
    'last',
    'd',
  ]);
  t.end();
});

t.test('a record of a long phase is cut, and one that cannot be told stops nothing', (t) => {
  const records = { clone: '', first: '', last: '' };
  const [told] = assemble([step('claim', 'x'.repeat(5000)), clone], { records });
  t.match(told, { op: 'log', message: /^host: claim: x{1000}…$/, onErrno: [{ then: 'ignore' }] });
  t.end();
});
