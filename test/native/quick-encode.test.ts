/** The host of the quick planner writes the bytes of a plan that src/plan/encode.ts writes. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { encodePlan } from '../../src/plan/encode.ts';
import type { OpShape } from '../../src/plan/field-types.ts';
import { opNames } from '../../src/plan/ops.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { opOf, planOf } from '../support/plans.ts';
import { QuickHost, quickPlanners, Sum } from '../support/quick-host.ts';

/** Undefined for what is refused. */
function written(plan: Plan): Buffer | undefined {
  try {
    return Buffer.from(encodePlan(plan, 1));
  } catch {
    return undefined;
  }
}

/** Long ones make no legible failures. */
const digests = (list: readonly (Buffer | undefined)[]): readonly (string | undefined)[] =>
  list.map((bytes) => bytes && createHash('sha256').update(bytes).digest('hex'));

const step = (op: string, fields: object = {}): OpShape => ({ op, at: '', what: '', ...fields });
const umask = step('umask', { mask: 0o22 });
const say = { errno: 1, then: 'say', text: 'a' } as const;

const texts = [
  ...['', 'a', 'é', '€', '😀', '\ud800', '\udc00', '\ud83d', 'a\ud800', '\udfffz', '\0', 'a\0b'],
  ...['\ufffd', '\ud800\ud800', '\ude00\ud83d', 'ÿ'.repeat(5000), '😀'.repeat(3000)],
  ...['x'.repeat(100_000), 'y'.repeat(8191), 'z'.repeat(8192), `${'x'.repeat(100_000)}\0`],
];
const numbers = [
  ...[0, -0, 1, -1, 0.5, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, 2 ** 53],
  ...[2 ** 64, -(2 ** 53), Number.NaN, Number.POSITIVE_INFINITY, 1e-300, 4294967295.5],
];
const integers = [
  ...[0n, 1n, -1n, 2n ** 31n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 53n, 2n ** 63n - 1n, 2n ** 63n],
  ...[2n ** 64n - 1n, 2n ** 64n, 2n ** 64n + 5n, 2n ** 128n, -(2n ** 63n), -(2n ** 64n)],
];

const withText = (text: unknown): readonly object[] => [
  step('setHostname', { name: text }),
  step('print', { fd: 1, text }),
  step('print', { fd: 1, text: ['a', text, 5] }),
  { ...umask, at: text },
  { ...umask, what: text },
  { ...umask, onErrno: [{ ...say, text }] },
];
const withNumber = (value: unknown): readonly object[] => [
  step('umask', { mask: value }),
  step('print', { fd: 1, text: [value] }),
  step('setGroups', { groups: [1, value] }),
];
const withInteger = (mask: unknown): readonly object[] => [step('boundingSet', { mask })];
const withAny = (value: unknown): readonly object[] => [
  ...[withText, withNumber, withInteger].flatMap((place) => place(value)),
  step('connectSocket', { path: '/s', datagrams: value, out: 0 }),
  step('setGroups', { groups: value }),
  step('expect', { path: '/p', content: value }),
  step('onFailure', { undo: value }),
  step('onFailure', { undo: [umask, value] }),
  { ...umask, op: value },
  { ...umask, onErrno: value },
  { ...umask, onErrno: [value] },
  { ...umask, onErrno: [{ ...say, errno: value }] },
  { ...umask, onErrno: [{ ...say, then: value }] },
  { ...umask, onErrno: [{ errno: 1, then: 'ignore', text: value }] },
];

const inPlan = (op: object): Plan => planOf(op as OpShape);
const reports = (value: unknown, names: readonly string[]): readonly Plan[] =>
  names.map((name) => {
    const plan = { ...inPlan(umask), slots: ['a', 'b'] };
    return { ...plan, report: { ...plan.report, [name]: value } };
  });

const wellTyped: readonly Plan[] = [
  ...texts.flatMap(withText).map(inPlan),
  ...texts.flatMap((text) => reports(text, ['logPath', 'logName'])),
  ...['text', 'json', 'journald', 'syslog'].flatMap((text) => reports(text, ['logFormat'])),
  ...numbers.flatMap(withNumber).map(inPlan),
  ...[...numbers, ...integers].flatMap(withInteger).map(inPlan),
  ...[0, 1, 255].flatMap((code) => reports(code, ['exitCode'])),
  // The same text in many places, and more of them than any table has room for at first.
  planOf(...Array.from({ length: 3000 }, (_, i) => step('setHostname', { name: `${i % 1700}` }))),
];

const ofAnyType: readonly Plan[] = [
  ...[...texts, ...numbers, ...integers, true, false, null, undefined, [], {}, new Uint8Array(5)],
].flatMap((value) => [
  ...withAny(value).map(inPlan),
  ...reports(value, ['logPath', 'logName', 'logFormat', 'exitCode']),
]);

for (const [title, program] of Object.entries(quickPlanners())) {
  t.test(`The host of the quick planner, ${title},`, (t) => {
    const host = new QuickHost(program, t.testdir());
    const encode = (plans: readonly Plan[]): readonly (Buffer | undefined)[] =>
      host.call(
        'encodePlan',
        plans.map((plan) => [plan, 1]),
      );

    t.test('writes any op with any arguments', (t) => {
      const any = fc.array(fc.constantFrom(...opNames).chain(opOf), { maxLength: 20 });
      const plans = [
        ...opNames.flatMap((name) => fc.sample(opOf(name), { numRuns: 10, seed: 1 })).map(inPlan),
        ...fc.sample(any, { numRuns: 200, seed: 2 }).map((ops) => planOf(...ops)),
      ];
      t.same(digests(encode(plans)), digests(plans.map(written)));
      t.end();
    });

    t.test('writes or refuses each text and number as the script does', (t) => {
      const expected = wellTyped.map(written);
      t.ok(expected.includes(undefined));
      t.same(digests(encode(wellTyped)), digests(expected));
      t.end();
    });

    t.test('refuses a value of another type, or writes it as the script does', (t) => {
      const bytes = encode(ofAnyType);
      t.equal(bytes.length, ofAnyType.length);
      const other = ofAnyType.filter((plan, index) => {
        const [ours, theirs] = [bytes[index], written(plan)];
        return ours !== undefined && theirs?.equals(ours) !== true;
      });
      t.same(other, []);
      t.end();
    });

    t.test('writes a text that was added up as any other', (t) => {
      const parts = [
        ['a', 'b'],
        ['x'.repeat(20_000), 'é'],
        ['\ud83d'.repeat(9000), '\ude00'.repeat(9000)],
      ];
      for (const sum of parts.map((list) => new Sum(...list))) {
        const plans = [sum, String(sum)].map((text) =>
          planOf(umask, step('print', { fd: 1, text: [text, text, String(sum)] })),
        );
        const expected = plans.slice(1).map(written);
        t.same(digests(encode(plans)), digests([...expected, ...expected]));
      }
      t.end();
    });

    t.end();
  });
}
