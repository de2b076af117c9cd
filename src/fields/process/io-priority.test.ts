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

t.test('a class with levels wants one, and the idle class has none', (t) => {
  const named = (name: 'IOPRIO_CLASS_IDLE' | 'IOPRIO_CLASS_BE') =>
    contextOf({ spec: { process: { cwd: '/', ioPriority: { class: name } } } });
  t.match(ioPriority.check?.(named('IOPRIO_CLASS_BE')), [
    { pointer: '/process/ioPriority/priority', problem: /^is missing; wanted/ },
  ]);
  t.same(ioPriority.check?.(named('IOPRIO_CLASS_IDLE')), []);
  t.match(ioPriority.compile?.(named('IOPRIO_CLASS_IDLE')), [{ op: { class: 3, level: 0 } }]);
  t.end();
});
