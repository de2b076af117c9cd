import t from 'tap';
import { readTap } from './tap-report.ts';

t.test('a subtest is counted by its leaves, not by the point that closes it', (t) => {
  const report = readTap(
    [
      'TAP version 14',
      '# Subtest: outer',
      '    ok 1 - one',
      '    ok 2 - two',
      '    1..2',
      'ok 1 - outer',
      '1..1',
      '',
    ].join('\n'),
  );
  t.equal(report.passed, 2);
  t.same(report.failed, []);
  t.end();
});

t.test('a failing leaf is named by its path and reported once', (t) => {
  const report = readTap(
    [
      'TAP version 14',
      '# Subtest: outer',
      '    not ok 1 - one',
      '      ---',
      '      found: 3',
      '      ...',
      '    1..1',
      'not ok 1 - outer',
      '1..1',
      '',
    ].join('\n'),
  );
  t.equal(report.failed.length, 1);
  t.equal(report.failed[0]?.name, 'outer > one');
  t.match(report.failed[0]?.detail, 'found');
  t.end();
});

t.test('a skip is neither a pass nor a failure and keeps its reason', (t) => {
  const report = readTap('TAP version 14\nok 1 - needs root # SKIP not root\n1..1\n');
  t.equal(report.passed, 0);
  t.same(report.skipped, [{ name: 'needs root', detail: 'not root' }]);
  t.end();
});

t.test('a stream that ends before its plan is broken, a whole one is not', (t) => {
  t.equal(readTap('TAP version 14\nok 1 - one\n1..1\n').broken, undefined);
  t.match(readTap('TAP version 14\nok 1 - one\n').broken, 'no plan');
  t.ok(readTap('TAP version 14\n1..2\nok 1 - one\n').broken);
  t.end();
});
