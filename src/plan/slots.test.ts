import t from 'tap';
import { createSlots } from './slots.ts';

t.test('a slot is made at the first mention of its name and found again at the next', (t) => {
  const slots = createSlots();
  t.equal(slots.take('root'), 0);
  t.equal(slots.take('init'), 1);
  t.equal(slots.take('root'), 0);
  t.equal(slots.take('__proto__'), 2);
  t.same(slots.names, ['root', 'init', '__proto__']);
  t.same(createSlots().names, []);
  t.end();
});
