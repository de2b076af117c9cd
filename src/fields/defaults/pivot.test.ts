import t from 'tap';
import type { OpName } from '../../plan/ops.ts';
import type { PhaseName } from '../../plan/phases.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { Spec } from '../../spec/config.ts';
import { compileFields } from '../compile.ts';
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
  for (const mode of ['create', 'exec'] as const) {
    const context = contextOf({ mode });
    context.slots.take(slotNames.proc);
    t.match(privateProc.compile?.(context), wanted);
  }
  t.end();
});

t.test('there is no private procfs where nothing is written through it', (t) => {
  const process = { cwd: '/', args: ['true'] };
  const countOf = (spec: Partial<Spec>, name: OpName, phase: PhaseName) =>
    compileFields(contextOf({ spec })).filter((step) => step.op.op === name && step.phase === phase)
      .length;
  t.equal(countOf({ process }, 'privateProc', 'proc'), 0);
  t.equal(countOf({ process }, 'close', 'release'), 1, 'only the root is let go of');
  const written: readonly Partial<Spec>[] = [
    { process: { ...process, selinuxLabel: 'a:b:c:d' } },
    { process: { ...process, apparmorProfile: 'profile' } },
    { process, linux: { sysctl: { 'net.ipv4.ip_forward': '1' } } },
  ];
  for (const spec of written) {
    t.equal(countOf(spec, 'privateProc', 'proc'), 1);
    t.equal(countOf(spec, 'close', 'release'), 2);
  }
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
