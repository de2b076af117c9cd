import t from 'tap';
import { contextOf } from '../testing.ts';
import { rootReadonly } from './readonly.ts';

t.test('if readonly is true, the root filesystem must be read-only inside the container', (t) => {
  const context = contextOf({ spec: { root: { path: 'rootfs', readonly: true } } });
  t.match(rootReadonly.compile?.(context), [
    { phase: 'read-only', op: { op: 'mountAttributes', mount: 0, set: 1, recursive: false } },
  ]);
  t.end();
});

t.test('readonly defaults to false', (t) => {
  t.same(rootReadonly.compile?.(contextOf()), []);
  t.end();
});
