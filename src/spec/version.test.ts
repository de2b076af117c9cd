import t from 'tap';
import { isBefore } from './version.ts';

t.test('versions are compared by number, major before minor', (t) => {
  for (const version of ['1.0.0', '1.0.2', '1.0.2-dev', '0.9.0']) {
    t.equal(isBefore(version, [1, 1]), true, version);
  }
  for (const version of ['1.1.0', '1.2.1', '1.10.0', '2.0.0']) {
    t.equal(isBefore(version, [1, 1]), false, version);
  }
  t.equal(isBefore('1.9.0', [1, 10]), true);
  t.end();
});

t.test('a pre-release has the text of what it becomes', (t) => {
  t.equal(isBefore('1.1.0-rc.1', [1, 1]), false);
  t.equal(isBefore('1.2.1+dev', [1, 3]), true);
  t.end();
});
