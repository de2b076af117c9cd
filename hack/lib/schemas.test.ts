import { join } from 'node:path';
import t from 'tap';
import { generateValidators } from '../gen-validators.ts';
import { annotationsOf, compiledForm, readSchemas, type Schema } from './schemas.ts';
import { root } from './source-files.ts';

const schemas = readSchemas(join(root, 'schemas'));

t.test('annotations follow references, and the nearest one counts', (t) => {
  const found = annotationsOf('config.json', schemas);
  t.equal(found.parts?.['mounts']?.section, 'config.md#mounts');
  t.equal(
    found.parts?.['mounts']?.parts?.['*']?.parts?.['options']?.section,
    'config.md#linux-mount-options',
  );
  t.equal(found.parts?.['linux']?.parts?.['sysctl']?.section, 'config-linux.md#sysctl');
  t.equal(
    found.parts?.['linux']?.parts?.['resources']?.parts?.['cpu']?.section,
    'config-linux.md#cpu',
  );
  t.end();
});

t.test('a reference that leads nowhere is refused', (t) => {
  const broken = new Map<string, Schema>([['a.json', { $ref: 'b.json#/definitions/x' }]]);
  t.throws(() => annotationsOf('a.json', broken), /leads nowhere/);
  t.end();
});

t.test('64-bit ranges become a keyword that knows bigints', (t) => {
  const signed = { type: 'integer', minimum: -(2 ** 63), maximum: 2 ** 63 };
  t.same(compiledForm({ items: signed }), { items: { integer64: 'signed' } });
  t.same(compiledForm({ minimum: 0, maximum: 2 ** 64 }), { integer64: 'unsigned' });
  t.same(compiledForm({ minimum: 0, maximum: 2 ** 32 }), { minimum: 0, maximum: 2 ** 32 });
  t.end();
});

t.test('what is for readers is not compiled, and a property of that name is', (t) => {
  const property = { title: { type: 'string' } };
  t.same(compiledForm({ title: 'text', 'x-section': 'a.md', properties: property }), {
    properties: property,
  });
  t.end();
});

t.test('a generated validator imports types alone', (t) => {
  const files = generateValidators(join(root, 'schemas'));
  t.same([...files.keys()], ['config.generated.ts', 'state.generated.ts', 'features.generated.ts']);
  for (const text of files.values()) {
    t.same(text.match(/^import .*$/gm), [
      "import type { Annotations, Validator } from '../validator.ts';",
    ]);
  }
  t.end();
});
