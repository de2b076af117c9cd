import t from 'tap';
import { doubtful, findFaults, replaced } from './judge.ts';
import type { Outcome, TestResult } from './tap.ts';

const result = (outcome: Outcome): TestResult => ({ file: 'f.bats', name: 'n', outcome, text: '' });

t.test('what runc passes may neither fail nor be skipped', (t) => {
  for (const outcome of ['failed', 'skipped'] as const) {
    const faults = findFaults([{ ours: result(outcome), theirs: result('passed') }], {}, true);
    t.match(faults, [/runc passes what .* here: f\.bats: n/]);
  }
  t.end();
});

t.test('what runc does not pass either is no fault', (t) => {
  for (const outcome of ['failed', 'skipped'] as const) {
    t.same(findFaults([{ ours: result('failed'), theirs: result(outcome) }], {}, true), []);
  }
  t.end();
});

t.test('a test that could not be compared is a fault', (t) => {
  t.match(findFaults([{ ours: result('failed'), theirs: undefined }], {}, true), [
    /did not run with runc/,
  ]);
  t.end();
});

t.test('a reason excuses one test, and is a fault where nothing needs it', (t) => {
  const lost = { ours: result('failed'), theirs: result('passed') };
  t.same(findFaults([lost], { n: 'why' }, true), []);
  t.match(findFaults([], { n: 'why' }, true), [/no test needs this reason any more: n/]);
  t.same(findFaults([], { n: 'why' }, false), []);
  t.end();
});

t.test('what would be a fault is run a second time, which decides', (t) => {
  const names = (ours: Outcome, theirs: Outcome[], reasons = {}) =>
    doubtful({ ours: [result(ours)], theirs: theirs.map(result) }, reasons);
  t.same(names('failed', ['passed']), ['n']);
  t.same(names('failed', ['passed'], { n: 'why' }), []);
  t.same(names('failed', ['failed']), []);
  t.same(names('failed', ['failed'], { n: 'why' }), ['n']);
  t.same(names('passed', []), []);
  t.same(names('passed', [], { n: 'why' }), ['n']);
  const other = { ...result('passed'), name: 'other' };
  t.same(replaced([result('failed'), other], [result('passed')]), [other, result('passed')]);
  t.end();
});
