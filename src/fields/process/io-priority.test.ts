import t from 'tap';
import { contextOf } from '../testing.ts';
import { ioPriority } from './io-priority.ts';

const given = (priority: number) =>
  contextOf({
    spec: { process: { cwd: '/', ioPriority: { class: 'IOPRIO_CLASS_IDLE', priority } } },
  });

t.test('ioPriority is class and level of ioprio_set', (t) => {
  t.match(ioPriority.compile?.(given(4)), [
    { phase: 'attributes', op: { op: 'ioPriority', class: 3, level: 4 } },
  ]);
  t.same(ioPriority.compile?.(contextOf()), []);
  t.end();
});

t.test('priority ranges from 0 to 7', (t) => {
  t.same(ioPriority.check?.(given(0)), []);
  t.same(ioPriority.check?.(given(7)), []);
  t.equal(ioPriority.check?.(given(8))?.length, 1);
  t.equal(ioPriority.check?.(given(-1))?.length, 1);
  t.end();
});
