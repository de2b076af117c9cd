import t from 'tap';
import { annotations } from './annotations.ts';
import { contextOf } from './testing.ts';

t.test('keys of annotations must not be empty', (t) => {
  t.match(annotations.check?.(contextOf({ spec: { annotations: { '': 'x' } } })), [
    { pointer: '/annotations/' },
  ]);
  t.same(annotations.check?.(contextOf({ spec: { annotations: { a: '' } } })), []);
  t.same(annotations.check?.(contextOf()), []);
  t.end();
});
