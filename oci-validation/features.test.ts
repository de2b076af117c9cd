/** `features` names nothing that no test exercises: features.json says which test does. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { features } from '../src/runtime/features.ts';
import { checkReferences, type Requirement } from './requirements/check.ts';

const top = join(dirname(fileURLToPath(import.meta.url)), '..');
const root = existsSync(join(top, 'package.json')) ? top : process.cwd();
const read = (path: string): string | undefined => {
  const absolute = join(root, path);
  return existsSync(absolute) ? readFileSync(absolute, 'utf8') : undefined;
};

/** By item, or by `list/*` where one test goes through all of a list; as `path: title of a test`. */
const tests = JSON.parse(read('oci-validation/features.json') ?? '{}') as Readonly<
  Record<string, readonly string[]>
>;

/** Every item that the answer says works: `mountOptions/ro`, `linux/seccomp/enabled`. */
function itemsOf(value: unknown, name: string): readonly string[] {
  if (Array.isArray(value)) return value.map((item) => `${name}/${item}`);
  if (value === true) return [name];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    itemsOf(inner, name === '' ? key : `${name}/${key}`),
  );
}

const { annotations, potentiallyUnsafeConfigAnnotations, ...named } = features();
const items = itemsOf(named, '');
const keyOf = (item: string): string => (item in tests ? item : item.replace(/[^/]+$/, '*'));

t.test('every item that features names has a test that exercises it', (t) => {
  t.ok(items.length > 100);
  t.same(
    items.filter((item) => (tests[keyOf(item)] ?? []).length === 0),
    [],
  );
  t.end();
});

t.test('the tests that the table names are there, and it names nothing else', (t) => {
  const rows = Object.entries(tests).map(([id, coveredBy]) => ({ id, coveredBy }));
  t.same(checkReferences(rows as unknown as readonly Requirement[], read), []);
  const used = new Set(items.map(keyOf));
  t.same(
    Object.keys(tests).filter((key) => !used.has(key)),
    [],
  );
  t.end();
});
