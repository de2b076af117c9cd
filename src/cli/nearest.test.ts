import t from 'tap';
import { commands } from './command-table.ts';
import { nearest } from './nearest.ts';

const near = (given: string): string | undefined => nearest(given, commands)?.name;

t.test('a beginning, a swapped, a missing, a doubled and a wrong letter are forgiven', (t) => {
  t.equal(near('del'), 'delete');
  t.equal(near('craete'), 'create');
  t.equal(near('crete'), 'create');
  t.equal(near('statte'), 'state');
  t.equal(near('stert'), 'start');
  t.equal(near('STATE'), 'state');
  t.end();
});

t.test('another word is none of them', (t) => {
  for (const given of ['', 'x', 'frobnicate', 'images', '-', '__proto__']) {
    t.equal(near(given), undefined, given);
  }
  t.end();
});
