/**
 * Compiles the schemas to functions: src/spec/validators/*.generated.ts, one for each document.
 *
 * The compiler of schemas stays out of the shipped program: loading it costs more than a whole
 * machine verb. What it writes here imports nothing.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';

import { integer64Keyword } from './lib/integer64-keyword.ts';
import { annotationsOf, compiledForm, namesOf, readSchemas, type Schema } from './lib/schemas.ts';

/** The documents that have a validator; the other schemas are parts of these. */
const documents = ['config', 'state', 'features'] as const;

/** The text of the validator of one document. */
function validatorText(document: string, schemas: ReadonlyMap<string, Schema>): string {
  const ajv = new Ajv({
    code: { source: true, esm: true, lines: true },
    schemas: [...schemas.values()].map(compiledForm),
    keywords: [integer64Keyword],
    allErrors: true,
    messages: false,
    strict: true,
    // A `then` requires properties that its neighbours describe.
    strictRequired: false,
  });
  const validate = ajv.getSchema(`${document}.json`);
  if (validate === undefined) throw new Error(`schemas/${document}.json has no $id`);
  const code = standalone.default(ajv, validate);
  if (/\brequire\(|^import /m.test(code)) {
    throw new Error(
      `the validator of ${document}.json needs a module: avoid the keyword that does`,
    );
  }
  return [
    `// Generated from schemas/${document}.json by hack/gen-validators.ts. Do not edit.`,
    '// @ts-nocheck',
    "import type { Annotations, Validator } from '../validator.ts';",
    code.replace(/^export default .*$/m, '').replace('export const validate =', 'const compiled ='),
    '/** Says whether a value is such a document; what is wrong is then in its `errors`. */',
    'export const validate: Validator = compiled as unknown as Validator;',
    ...namesText(document, schemas),
    '/** What the schema says about each part of the document. */',
    `export const annotations: Annotations = ${JSON.stringify(annotationsOf(`${document}.json`, schemas))};`,
    '',
  ].join('\n');
}

/** Of configurations alone, which people and many programs write. */
function namesText(document: string, schemas: ReadonlyMap<string, Schema>): readonly string[] {
  if (document !== 'config') return [];
  const file = `${document}.json`;
  const names = namesOf(schemas, { file, node: schemas.get(file) });
  return [`export const names = ${JSON.stringify(names)};`];
}

/** The generated files by their name. */
export function generateValidators(schemaFolder: string): Map<string, string> {
  const schemas = readSchemas(schemaFolder);
  return new Map(
    documents.map((document) => [`${document}.generated.ts`, validatorText(document, schemas)]),
  );
}

if (import.meta.main) {
  const root = resolve(import.meta.dirname, '..');
  const output = resolve(process.argv[2] ?? join(root, 'src/spec/validators'));
  mkdirSync(output, { recursive: true });
  for (const [name, text] of generateValidators(join(root, 'schemas'))) {
    writeFileSync(join(output, name), text);
  }
}
