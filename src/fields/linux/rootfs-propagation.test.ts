import t from 'tap';
import type { RootfsPropagation } from '../../spec/config.ts';
import { contextOf } from '../testing.ts';
import { rootfsPropagation } from './rootfs-propagation.ts';

const given = (value: RootfsPropagation) =>
  rootfsPropagation.compile?.(contextOf({ spec: { linux: { rootfsPropagation: value } } }));

t.test('shared and unbindable are set on the root mount after the pivot', (t) => {
  const phase = 'root-propagation';
  t.match(given('shared'), [{ phase, op: { propagation: 0x100000, recursive: false } }]);
  t.match(given('rshared'), [{ phase, op: { propagation: 0x100000, recursive: true } }]);
  t.match(given('unbindable'), [{ phase, op: { propagation: 0x20000, recursive: false } }]);
  t.match(given('runbindable'), [{ phase, op: { propagation: 0x20000, recursive: true } }]);
  t.end();
});

t.test('private and slave are what the root was bound as', (t) => {
  for (const value of ['private', 'rprivate', 'slave', 'rslave'] as const) t.same(given(value), []);
  t.end();
});
