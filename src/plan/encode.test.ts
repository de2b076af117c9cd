import { deepStrictEqual } from 'node:assert';
import fc from 'fast-check';
import t from 'tap';
import { opOf, planOf } from '../../test/support/plans.ts';
import { encodePlan, PLAN_MAGIC } from './encode.ts';
import type { OpShape, Text } from './field-types.ts';
import { type OpName, opcodeOf, opNames } from './ops.ts';
import type { Plan } from './plan.ts';
import { decodePlan } from './testing.ts';

for (const name of opNames) {
  t.test(`whatever its arguments, ${name} is read as it was written`, (t) => {
    const holds = () =>
      fc.assert(
        fc.property(opOf(name), (op) => {
          deepStrictEqual(decodePlan(encodePlan(planOf(op), 0)).steps, [op]);
        }),
        { numRuns: 25 },
      );
    t.doesNotThrow(holds);
    t.end();
  });
}

t.test('opcodes count from 1 without a gap', (t) => {
  t.same(
    opNames.map(opcodeOf),
    opNames.map((_, index) => index + 1),
  );
  t.end();
});

t.test('the head says magic, stamp, slots, and where failures go', (t) => {
  const plan: Plan = {
    report: { logPath: '/dev/log', logFormat: 'syslog', logName: 'c1', exitCode: 255 },
    slots: ['a', 'b'],
    steps: [],
  };
  t.same(decodePlan(encodePlan(plan, 0xfedc_ba98)), {
    magic: PLAN_MAGIC,
    stamp: 0xfedc_ba98,
    slotCount: 2,
    exitCode: 255,
    logFormat: 3,
    logPath: '/dev/log',
    logName: 'c1',
    steps: [],
  });
  t.equal(new TextDecoder().decode(encodePlan(plan, 0).slice(0, 4)), 'PLAN');
  t.end();
});

t.test('a plan of some megabytes is written whole', (t) => {
  const text = 'x'.repeat(3_000_000);
  const op: OpShape & { fd: number; text: Text } = { op: 'print', at: '', what: '', fd: 1, text };
  t.match(decodePlan(encodePlan(planOf(op, op), 0)).steps, [{ text: [text] }, { text: [text] }]);
  t.end();
});

t.test('a value that its type cannot hold is refused, naming op and field', (t) => {
  const refused = (name: OpName, fields: object) => {
    const op = { op: name, at: '', what: '', ...fields };
    return () => encodePlan(planOf(op), 0);
  };
  const u32Fault = new RangeError('Cannot encode umask.mask as u32: current value is -1');
  t.throws(refused('umask', { mask: -1 }), u32Fault);
  t.throws(refused('umask', { mask: 2 ** 32 }), RangeError);
  t.throws(refused('umask', { mask: 0.5 }), RangeError);
  t.throws(refused('umask', { mask: Number.NaN }), RangeError);
  t.throws(refused('umask', {}), new RangeError('Cannot encode umask.mask: it has no value'));
  t.throws(refused('boundingSet', { mask: -1n }), /boundingSet\.mask as u64/);
  t.throws(refused('boundingSet', { mask: 2n ** 64n }), RangeError);
  t.throws(refused('boundingSet', { mask: 2 ** 53 }), RangeError);
  t.throws(refused('setGroups', { groups: [5, -1] }), /setGroups\.groups as u32/);
  t.throws(refused('setHostname', { name: 'a\0b' }), /setHostname\.name: it contains NUL/);
  t.throws(refused('print', { fd: 1, text: ['a', 'b\0'] }), /print\.text: it contains NUL/);
  t.throws(refused('print', { fd: 1, text: [-1] }), /print\.text as u32/);
  t.throws(refused('unshare', { flags: 1, at: 'a\0' }), RangeError);
  t.end();
});
