import t from 'tap';
import { excesses } from './excess.ts';

const describe = (verb: string, figure: number) => `${verb} makes ${figure} calls`;

t.test('what is at the tolerance or below it passes, less than recorded too', (t) => {
  t.same(excesses({ start: 102, kill: 10 }, { start: 100, kill: 100 }, 0.02, describe), []);
  t.end();
});

t.test('an excess names the verb, how much it is, and how to record anew', (t) => {
  t.same(excesses({ start: 110 }, { start: 100 }, 0.02, describe), [
    'start makes 110 calls, 10.0 % more than the 100 recorded; up to 2 % is allowed. ' +
      'If it is meant to cost that, run hack/record-speed and commit what it writes.',
  ]);
  t.end();
});

t.test('a verb that nobody has recorded fails', (t) => {
  t.match(excesses({ pause: 1 }, {}, 0.02, describe), [
    /^pause makes 1 calls, and none is recorded/,
  ]);
  t.end();
});
