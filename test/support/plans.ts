/** Plans of any ops with any arguments, for tests of what writes and reads them. */
import fc from 'fast-check';
import {
  ANY_ERRNO,
  type ErrnoRule,
  type FieldType,
  type FieldValues,
  type OpShape,
} from '../../src/plan/field-types.ts';
import { definitionOf, type Op, type OpName, opNames } from '../../src/plan/ops.ts';
import type { Plan } from '../../src/plan/plan.ts';

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
export function opOf(name: OpName): fc.Arbitrary<OpShape> {
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

/** A plan of these steps, without a log and slots. */
export function planOf(...steps: readonly OpShape[]): Plan {
  return { report, slots: [], steps: steps as readonly Op[] };
}
