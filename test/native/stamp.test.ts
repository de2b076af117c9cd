import t from 'tap';
import type { Op } from '../../src/plan/ops.ts';
import { stamp } from '../../src/plan/stamped.ts';
import { executePlan, words } from '../support/execute-plan.ts';

const startClock = (since: bigint): Op => ({ op: 'startClock', ...words('begin'), since });

/** What a plan tells on its standard error: microseconds by phase. */
function told(steps: readonly Op[]): readonly (readonly [string, number])[] {
  return executePlan(steps)
    .stderr.split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, phase = line, ms = '', fraction = ''] =
        /^timing: (.*?) +(\d+)\.(\d{3}) ms$/.exec(line) ?? [];
      return [phase, Number(ms + fraction)] as const;
    });
}

t.test('Phases are told at the end of a plan', (t) => {
  t.test('in their order, with the time since the one before, and the sum', (t) => {
    const phases = told([startClock(0n), stamp('one'), stamp('two', 1_500_000), stamp('three')]);
    t.same(
      phases.map(([phase]) => phase),
      ['one', 'two', 'three', 'total'],
    );
    t.equal(phases[1]?.[1], 1500, 'what the planner has measured is told as it is');
    t.end();
  });

  t.test('from the moment that startClock names', (t) => {
    const before = process.hrtime.bigint() - 3_000_000_000n;
    const [[, first] = ['', 0]] = told([startClock(before), stamp('one')]);
    t.ok(first >= 3_000_000 && first < 20_000_000, `${first} us`);
    t.end();
  });

  t.test('also where a step fails, before the words of its failure', (t) => {
    const fail: Op = { op: 'fail', ...words(), message: 'no more', code: 9 };
    const { code, stderr } = executePlan([startClock(0n), stamp('one'), fail, stamp('two')]);
    t.equal(code, 9);
    t.match(stderr, /^timing: one .* ms\ntiming: total .* ms\nno more\n$/);
    t.end();
  });

  t.test('as many as there is room for: one more is an error', (t) => {
    const many = (count: number) => Array.from({ length: count }, () => stamp('x', 1));
    t.equal(told([startClock(0n), ...many(64)]).length, 65);
    t.match(executePlan([startClock(0n), ...many(65)]).stderr, /Argument list too long\n$/);
    t.end();
  });
  t.end();
});
