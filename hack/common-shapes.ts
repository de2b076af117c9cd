/**
 * Prints a script for the quick planner's image: hack/common-shapes.ts SCRIPT.
 *
 * QuickJS gives objects with equal names in equal order one shape, and forgets a shape when the last
 * object of it is gone. A literal goes through a shape for each name it begins with, and these are gone
 * at once: made anew for each object, they took a twentieth of a plan. The script keeps an object of each
 * beginning that several literals of SCRIPT share.
 */
import { readFileSync } from 'node:fs';
import { type Property, parse, type SpreadElement } from 'acorn';

/** Of fewer literals a beginning is seldom worth its place in the image. */
const FEWEST = 3;

/** What functions that are made while the planner runs go through. */
const nameless =
  'Object.defineProperty(Object.create(Function.prototype), "length", { value: 0, configurable: true })';

/** The names that several object literals begin with, in their order. */
export function commonShapes(script: string): readonly (readonly string[])[] {
  const counts = new Map<string, number>();
  for (const names of literalsIn(parse(script, { ecmaVersion: 'latest' }))) {
    for (const [index] of names.entries()) {
      const beginning = JSON.stringify(names.slice(0, index + 1));
      counts.set(beginning, (counts.get(beginning) ?? 0) + 1);
    }
  }
  return [...counts].flatMap(([names, count]) => (count < FEWEST ? [] : [JSON.parse(names)]));
}

/** Of each object literal the names up to the first that only the moment knows. */
function* literalsIn(node: unknown): Generator<readonly string[]> {
  if (typeof node !== 'object' || node === null) return;
  if ('type' in node && node.type === 'ObjectExpression' && 'properties' in node) {
    yield leadingNames(node.properties as (Property | SpreadElement)[]);
  }
  for (const below of Object.values(node)) yield* literalsIn(below);
}

function leadingNames(properties: readonly (Property | SpreadElement)[]): readonly string[] {
  const names: string[] = [];
  for (const property of properties) {
    if (property.type !== 'Property' || property.computed || property.kind !== 'init') break;
    const { key } = property;
    if (key.type !== 'Identifier' || key.name === '__proto__') break;
    names.push(key.name);
  }
  return names;
}

if (import.meta.main) {
  const literals = commonShapes(readFileSync(process.argv[2] ?? '', 'utf8')).map(
    (names) => `{${names.map((name) => `${name}: 0`).join(', ')}}`,
  );
  console.log(`globalThis.commonShapes = [\n${[...literals, nameless].join(',\n')},\n];`);
}
