import t from 'tap';
import { judge, type Outcome } from './judge.ts';

function outcome(part: Partial<Outcome>): Outcome {
  return { stdout: '', stderr: '', status: 0, timedOut: false, ...part };
}

t.test('a program whose lines are all ok passes', (t) => {
  const verdict = judge(outcome({ stdout: 'TAP version 13\nok 1 - a\nok 2 - b\n1..2\n' }));
  t.same(verdict, { passed: true, assertions: 2, why: '' });
  t.end();
});

t.test('one not ok fails the program, and is named', (t) => {
  const verdict = judge(outcome({ stdout: 'ok 1 - a\nnot ok 2 - b\n1..2\n' }));
  t.equal(verdict.passed, false);
  t.match(verdict.why, 'ok 2 - b');
  t.end();
});

t.test('a not ok marked TODO or SKIP does not fail the program', (t) => {
  t.ok(judge(outcome({ stdout: 'not ok 1 # TODO console\nnot ok 2 # SKIP\n1..2\n' })).passed);
  t.end();
});

t.test('a not ok inside the diagnostics of another line is not counted', (t) => {
  t.ok(judge(outcome({ stdout: 'ok 1\n  ---\n  stdout: |\n    not ok 4\n  ...\n1..1\n' })).passed);
  t.end();
});

t.test('an exit status other than 0 fails, with the last line of stderr', (t) => {
  const verdict = judge(outcome({ status: 1, stderr: 'x\nexit status 1\n' }));
  t.match(verdict.why, /exit status 1: exit status 1/);
  t.end();
});

t.test('a program that had to be ended fails whatever it printed', (t) => {
  t.match(judge(outcome({ stdout: 'ok 1\n', status: null, timedOut: true })).why, 'in time');
  t.end();
});

t.test('a program that prints no assertion but an error among its diagnostics fails', (t) => {
  const stdout = 'TAP version 13\n  ---\n  {\n    "error": "hooks\\nMUST"\n  }\n  ...\n1..0\n';
  const verdict = judge(outcome({ stdout }));
  t.equal(verdict.passed, false);
  t.match(verdict.why, 'hooks');
  t.end();
});

t.test('an error among the diagnostics of an ok line is what that line expected', (t) => {
  const stdout = 'ok 1 - must fail\n  ---\n  {\n    "error": "exit status 1"\n  }\n  ...\n1..1\n';
  t.ok(judge(outcome({ stdout })).passed);
  t.end();
});

t.test('a program ended by a signal fails', (t) => {
  t.equal(judge(outcome({ status: null })).passed, false);
  t.end();
});
