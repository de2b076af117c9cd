import t from 'tap';
import { contextOf } from '../testing.ts';
import { maskedPaths } from './masked-paths.ts';

const given = (paths: readonly string[]) => contextOf({ spec: { linux: { maskedPaths: paths } } });

t.test('masked paths are hidden once each, after everything is read-only', (t) => {
  const steps = maskedPaths.compile?.(given(['/proc/kcore', '/proc/acpi', '/proc/kcore/'])) ?? [];
  t.match(steps, [
    { phase: 'mask', op: { op: 'newMount', type: 'tmpfs', attributes: 0xf, out: 2 } },
    { phase: 'mask', op: { op: 'maskPath', path: '/proc/kcore', empty: 2, null: 1, root: 0 } },
    { phase: 'mask', op: { op: 'maskPath', path: '/proc/acpi', at: '/linux/maskedPaths/1' } },
    { phase: 'mask', op: { op: 'close', slot: 2 } },
  ]);
  t.equal(steps.length, 4);
  t.end();
});

t.test('a path that does not exist needs no mask; one out of reach is an error', (t) => {
  const ignored = (maskedPaths.compile?.(given(['/proc/kcore'])) ?? [])
    .flatMap(({ op }) => op.onErrno ?? [])
    .filter(({ then }) => then === 'ignore')
    .map(({ errno }) => errno);
  t.same(ignored, [2, 20]);
  t.end();
});

t.test('masked paths must be absolute paths below the root', (t) => {
  const pointers = maskedPaths.check?.(given(['/a', 'a', '', '/', '/a/..'])) ?? [];
  t.same(
    pointers.map(({ pointer }) => pointer),
    [1, 2, 3, 4].map((index) => `/linux/maskedPaths/${index}`),
  );
  t.end();
});

t.test('without masked paths nothing is made', (t) => {
  t.same(maskedPaths.compile?.(given([])), []);
  t.end();
});
