import t from 'tap';
import { contextOf } from '../testing.ts';
import { nullDevice } from './null-device.ts';
import { pivot } from './pivot.ts';
import { privateProc } from './private-proc.ts';

t.test('the root mount becomes the root by pivot_root(2)', (t) => {
  t.match(pivot.compile?.(contextOf()), [{ phase: 'pivot', op: { op: 'pivotRoot', root: 0 } }]);
  t.end();
});

t.test('with --no-pivot the root mount is moved over the root', (t) => {
  const context = contextOf({ options: { noPivot: true } });
  t.match(pivot.compile?.(context), [{ phase: 'pivot', op: { op: 'moveRoot', root: 0 } }]);
  t.end();
});

t.test('exec is in the root already', (t) => {
  t.same(pivot.compile?.(contextOf({ mode: 'exec' })), []);
  t.end();
});

t.test('the private procfs is there in create and exec', (t) => {
  const wanted = [{ phase: 'proc', op: { op: 'privateProc', out: 0 } }];
  t.match(privateProc.compile?.(contextOf()), wanted);
  t.match(privateProc.compile?.(contextOf({ mode: 'exec' })), wanted);
  t.end();
});

t.test('the null device that masks files is checked to be one', (t) => {
  const context = contextOf({ spec: { linux: { maskedPaths: ['/proc/kcore'] } } });
  t.match(nullDevice.compile?.(context), [
    { phase: 'read-only', op: { op: 'openDevice', path: '/dev/null', major: 1, minor: 3 } },
  ]);
  t.same(nullDevice.compile?.(contextOf()), []);
  t.end();
});
