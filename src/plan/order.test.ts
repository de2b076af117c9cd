import t from 'tap';
import { NONE } from './field-types.ts';
import type { Op, OpName } from './ops.ts';
import { brokenOrder, orderRules } from './order.ts';

/** An op of which only the name matters here. */
const op = (name: OpName): Op => ({ op: name, at: '', what: '', init: [] }) as unknown as Op;

for (const rule of orderRules) {
  const { before, after, because, first } = rule;
  t.test(`${before} comes before ${after}: ${because}`, (t) => {
    t.same(brokenOrder([op(before), op(after)]), []);
    t.same(brokenOrder([op(before)]), []);
    t.same(brokenOrder([op(after)]), []);
    t.same(brokenOrder([op(after), op(before)]), [rule]);
    t.same(brokenOrder([op(before), op(after), op(before)]), first ? [] : [rule]);
    t.end();
  });
}

t.test('the track of a clone is judged by itself', (t) => {
  const init = [op('execute'), op('inheritFds')];
  const clone: Op = {
    op: 'clone',
    at: '',
    what: '',
    flags: 0,
    cgroup: NONE,
    memory: '',
    out: 0,
    init,
  };
  t.match(brokenOrder([clone]), [{ before: 'inheritFds', after: 'execute' }]);
  t.same(brokenOrder([op('execute'), { ...clone, init: [op('inheritFds')] }]), []);
  t.end();
});
