import t from 'tap';
import { readTap } from './tap.ts';

t.test('each line of a result is one test with its outcome', (t) => {
  const tap = '1..3\nok 1 a (b)\nnot ok 2 c\n# why\nnoise\nok 3 d # skip test requires psi\n';
  t.same(readTap('x.bats', tap), [
    { file: 'x.bats', name: 'a (b)', outcome: 'passed', text: '' },
    { file: 'x.bats', name: 'c', outcome: 'failed', text: '# why\nnoise\n' },
    { file: 'x.bats', name: 'd', outcome: 'skipped', text: 'test requires psi\n\n' },
  ]);
  t.end();
});

t.test('a skip without a reason is a skip, and a terminal ends its lines with CR LF', (t) => {
  const outcomes = readTap('x.bats', '1..2\r\nok 1 a # skip\r\nok 2 b\r\n').map((each) => [
    each.name,
    each.outcome,
  ]);
  t.same(outcomes, [
    ['a', 'skipped'],
    ['b', 'passed'],
  ]);
  t.end();
});
