import t from 'tap';
import type { Settled } from './best-of-three.ts';
import { leastPasses, type ReportInput, report } from './report.ts';

function result(runtime: string, program: string, passed: boolean): Settled {
  const rest = { assertions: 1, why: '', seconds: 1, leftovers: [], runs: 1 };
  return { runtime, program, passed, passes: passed ? 1 : 0, ...rest };
}

function input(results: readonly Settled[], part: Partial<ReportInput> = {}): ReportInput {
  const runtimes = [...new Set(results.map((r) => r.runtime))];
  return { results, runtimes, subject: 'pelagos', reasons: {}, whole: false, ...part };
}

t.test('the table sets the runtimes side by side and gives the reason of a failure', (t) => {
  const results = [result('pelagos', 'kill', false), result('runc', 'kill', false)];
  const judged = report(input(results, { reasons: { kill: 'no such kernel' } }));
  t.match(judged.table, /kill +\| FAIL +\| FAIL \| no such kernel/);
  t.same(judged.faults, []);
  t.same(judged.counts, { pelagos: 0, runc: 0 });
  t.equal(judged.summary, '0 passed, 0 failed, 1 skipped');
  t.end();
});

t.test('a failure without a written reason is a fault', (t) => {
  t.match(report(input([result('pelagos', 'kill', false)])).faults, [/no reason/]);
  t.end();
});

t.test('a program that another runtime passes must be passed, whatever the reason', (t) => {
  const results = [result('pelagos', 'kill', false), result('crun', 'kill', true)];
  const judged = report(input(results, { reasons: { kill: 'hard' } }));
  t.match(judged.faults, ['kill: passed by crun, failed by pelagos']);
  t.equal(judged.summary, '0 passed, 1 failed, 0 skipped');
  t.end();
});

t.test('too few passes are a fault of a whole run only', (t) => {
  const results = Array.from({ length: leastPasses - 1 }, (_, n) =>
    result('pelagos', `program${n}`, true),
  );
  t.same(report(input(results)).faults, []);
  const whole = report(input(results, { whole: true }));
  t.match(whole.faults, [/fewer than 40/]);
  t.equal(whole.summary, '39 passed, 1 failed, 0 skipped');
  t.end();
});

t.test('a run without the subject only measures the others', (t) => {
  t.same(report(input([result('runc', 'kill', false)], { whole: true })).faults, []);
  t.end();
});

t.test('a reason that is no longer needed, and what a program left behind, are told', (t) => {
  const left = { ...result('pelagos', 'kill', true), leftovers: ['/sys/fs/cgroup/pids/x'] };
  const judged = report(input([left], { reasons: { kill: 'hard' } }));
  t.match(judged.notes, [/left \/sys\/fs\/cgroup\/pids\/x/, /may go/]);
  t.end();
});
