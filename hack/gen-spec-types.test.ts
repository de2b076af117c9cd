import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { generateSpecTypes } from './gen-spec-types.ts';

/** The types of a config.json that has one property, apart from the header. */
function typesOf(folder: string, property: object, more: object = {}): string {
  mkdirSync(folder, { recursive: true });
  const config = { type: 'object', 'x-type': 'Spec', properties: { it: property }, ...more };
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  return generateSpecTypes(folder).split('\n').slice(3).join('\n');
}

const cases: readonly (readonly [string, object])[] = [
  ['string', { type: 'string' }],
  ['boolean', { type: 'boolean' }],
  ['number', { type: 'integer' }],
  ['Uint64', { $ref: 'defs.json#/definitions/uint64' }],
  ["'a' | 'b'", { type: 'string', enum: ['a', 'b'] }],
  ['readonly string[]', { type: 'array', items: { type: 'string' } }],
  ['Readonly<Record<string, number>>', { additionalProperties: { type: 'integer' } }],
];

for (const [spelled, schema] of cases) {
  t.test(`a part can have the type ${spelled}`, (t) => {
    t.equal(
      typesOf(t.testdir(), schema),
      `export interface Spec {\n  readonly it?: ${spelled};\n}\n`,
    );
    t.end();
  });
}

t.test('what is required is always there, and a description is the doc comment', (t) => {
  const text = typesOf(
    t.testdir(),
    { type: 'string', description: 'Says.' },
    { required: ['it'], description: 'All.', 'x-section': 'c.md#all' },
  );
  t.equal(
    text,
    '/** All. Source: c.md#all. */\nexport interface Spec {\n  /** Says. */\n  readonly it: string;\n}\n',
  );
  t.end();
});

t.test('a named part is declared once, with the section of what it is in', (t) => {
  const named = { type: 'object', 'x-type': 'One', properties: { a: { type: 'string' } } };
  const text = typesOf(t.testdir(), {
    'x-section': 'c.md#it',
    type: 'array',
    items: named,
  });
  t.match(text, 'readonly it?: readonly One[];');
  t.match(text, '/** Source: c.md#it. */\nexport interface One {\n  readonly a?: string;\n}\n');
  t.end();
});

t.test('an object with properties and no name is refused', (t) => {
  const unnamed = { type: 'object', properties: { a: { type: 'string' } } };
  t.throws(() => typesOf(t.testdir(), unnamed), /config\.json: .* add x-type/);
  t.end();
});
