import { deepStrictEqual } from 'node:assert';
import fc from 'fast-check';
import t from 'tap';
import { encodePlan, PLAN_MAGIC } from './encode.ts';
import {
  ANY_ERRNO,
  type ErrnoRule,
  type FieldType,
  type FieldValues,
  type OpShape,
  type Text,
} from './field-types.ts';
import { definitionOf, type Op, type OpName, opcodeOf, opNames } from './ops.ts';
import type { Plan } from './plan.ts';
import { decodePlan } from './testing.ts';

const string = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', ''));
const u32 = fc.nat({ max: 0x7fff_ffff }).map((n) => n * 2 + 1);
const plain = { noNullPrototype: true };
const rule: fc.Arbitrary<ErrnoRule> = fc.oneof(
  fc.record(
    { errno: u32, then: fc.constantFrom('ignore' as const, 'warn' as const, 'stale' as const) },
    plain,
  ),
  fc.record(
    { errno: u32, then: fc.constantFrom('say' as const, 'hint' as const), text: string },
    plain,
  ),
  fc.record(
    { errno: fc.constant(ANY_ERRNO), then: fc.constant('lead' as const), text: string },
    plain,
  ),
);

const values: { readonly [T in Exclude<FieldType, 'ops'>]: fc.Arbitrary<FieldValues[T]> } = {
  u32,
  u64: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  bool: fc.boolean(),
  string,
  strings: fc.array(string),
  u32s: fc.array(u32),
  bytes: fc.uint8Array(),
  text: fc.array(fc.oneof(string, u32)),
  slot: u32,
  out: u32,
};

const leafNames = opNames.filter(
  (name) => !Object.values(definitionOf(name).fields).includes('ops'),
);

/** Random arguments for the op called name; nested tracks hold ops that nest no further. */
function opOf(name: OpName): fc.Arbitrary<OpShape> {
  const fields = Object.entries(definitionOf(name).fields).map(([field, type]) => [
    field,
    type === 'ops' ? fc.array(leaf, { maxLength: 3 }) : values[type],
  ]);
  return fc.record(
    {
      op: fc.constant(name),
      at: string,
      what: string,
      onErrno: fc.array(rule, { maxLength: 3 }),
      ...(Object.fromEntries(fields) as object),
    },
    plain,
  );
}

const leaf: fc.Arbitrary<OpShape> = fc.constantFrom(...leafNames).chain(opOf);

const report = { logPath: '', logFormat: 'text', exitCode: 1 } as const;
const planOf = (...steps: readonly OpShape[]): Plan => ({
  report,
  slots: [],
  steps: steps as readonly Op[],
});

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
