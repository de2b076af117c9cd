/** The host of the quick planner writes JSON as JSON.stringify does. */
import fc from 'fast-check';
import t from 'tap';
import { QuickHost, quickPlanners } from '../support/quick-host.ts';

/** Characters that are written in another way, or stand beside such; half a UTF-16 pair among them. */
const units = ['a', '"', '\\', '\0', '\b', '\t', '\n', '\f', '\r', '\x1f', ' ', '\x7f', '\x80'];
const wide = ['é', '€', '😀', '\ud800', '\udc00', '\ud7ff', '\ue000', '\ufffd', '\u2028'];
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...units, ...wide), maxLength: 40 }),
);
const leaf = fc.oneof(
  text,
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom(null, undefined, -0, 1e21, 1e-7, Number.NaN, Number.POSITIVE_INFINITY),
);
/** Where an engine has to find out what it is. */
const other = fc.constantFrom(1n, new Uint8Array([1, 2]));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    { weight: 12, arbitrary: leaf },
    { weight: 1, arbitrary: other },
    { weight: 4, arbitrary: fc.array(tie('value'), { maxLength: 5 }) },
    { weight: 8, arbitrary: fc.dictionary(text, tie('value'), { maxKeys: 5 }) },
  ),
}));
const blanks = fc.constantFrom(undefined, 0, 1, 2, 10, 11, -1, '\t', '');

/** A value, and how it is indented. */
type Call = readonly [unknown, string | number | undefined];

/** Undefined where it throws, or writes nothing. */
function written([value, space]: Call = [undefined, 0]): Buffer | undefined {
  try {
    const json = JSON.stringify(value, null, space);
    return json === undefined ? undefined : Buffer.from(json);
  } catch {
    return undefined;
  }
}

const nested = (depth: number): unknown =>
  JSON.parse(`${'[{"a":'.repeat(depth)}1${'}]'.repeat(depth)}`);

for (const [title, program] of Object.entries(quickPlanners())) {
  t.test(`The host of the quick planner, ${title}, writes JSON`, (t) => {
    const host = new QuickHost(program, t.testdir());
    const different = (calls: readonly Call[]): readonly unknown[] =>
      host
        .call(
          'stringify',
          calls.map(([value, space]) => [value, undefined, space]),
        )
        .map((bytes, index) => [bytes?.toString(), written(calls[index])?.toString()])
        .filter(([ours, theirs]) => ours !== theirs);

    t.test('of any data', (t) => {
      t.same(different(fc.sample(fc.tuple(value, blanks), { numRuns: 3000, seed: 3 })), []);
      t.end();
    });

    t.test('of what is deep, long, or of odd names', (t) => {
      const names = { 2: 'a', 1: 'b', b: 1, a: 2, ['__proto__']: 3, '': 4, toJSON: 5, '\ud800': 6 };
      const long = [' ', '"', '\\', '\u001f', 'é', '\ud800', 'x'].map((unit) =>
        unit.repeat(10_000),
      );
      const values = [names, nested(90), nested(150), nested(400), long, {}, [], [{}], { a: [] }];
      const calls = values.flatMap((value): Call[] => [
        [value, undefined],
        [value, 2],
      ]);
      t.same(different(calls), []);
      t.end();
    });

    t.end();
  });
}
