import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Annotations } from '../../src/errors/validation-faults.ts';
import type { PropertyNames } from '../../src/spec/exact-names.ts';

/** A JSON Schema, or a part of one. */
export type Schema = { readonly [key: string]: unknown };

/** What is for readers and for messages, not for judging. */
const silent = ['x-section', 'x-type', 'x-wanted', 'x-called', 'title', 'description'];

/** The schemas of a folder by their file names, which are their ids. */
export function readSchemas(folder: string): Map<string, Schema> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const read = (name: string): Schema => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  return new Map(names.sort().map((name) => [name, read(name)]));
}

/** A schema as it is compiled: without annotations, with 64-bit ranges as the keyword `integer64`. */
export function compiledForm(schema: Schema): Schema {
  return compiled(schema) as Schema;
}

function compiled(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(compiled);
  if (!isSchema(node)) return node;
  const maximum = node['maximum'];
  if (typeof maximum === 'number' && maximum > Number.MAX_SAFE_INTEGER) {
    return { integer64: node['minimum'] === 0 ? 'unsigned' : 'signed' };
  }
  const kept = Object.entries(node).filter(
    // A property of the document may have such a name: only the keyword's value is a text.
    ([key, value]) => !(silent.includes(key) && typeof value === 'string'),
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, compiled(value)]));
}

/** Whether a part of a schema is one itself, or a map of them. */
export function isSchema(node: unknown): node is Schema {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}

/** The annotations of a document by its parts, references followed. */
export function annotationsOf(file: string, schemas: ReadonlyMap<string, Schema>): Annotations {
  return annotated(schemas, { file, node: schemas.get(file) });
}

/** A part of the schema in `file`. */
export interface Place {
  readonly file: string;
  readonly node: unknown;
}

function annotated(schemas: ReadonlyMap<string, Schema>, place: Place): Annotations {
  const { file, node } = followed(schemas, place);
  if (!isSchema(node)) return {};
  const own = isSchema(place.node) ? place.node : node;
  const children: [string, Annotations][] = [];
  const add = (name: string, child: unknown): void => {
    const found = annotated(schemas, { file, node: child });
    if (Object.keys(found).length > 0) children.push([name, found]);
  };
  const properties = node['properties'];
  if (isSchema(properties)) {
    for (const [name, child] of Object.entries(properties)) add(name, child);
  }
  if (isSchema(node['items'])) add('*', node['items']);
  if (isSchema(node['additionalProperties'])) add('*', node['additionalProperties']);
  return {
    ...textOf({ ...node, ...own }, 'x-section', 'section'),
    ...textOf({ ...node, ...own }, 'x-wanted', 'wanted'),
    ...textOf({ ...node, ...own }, 'x-called', 'called'),
    ...(children.length > 0 ? { parts: Object.fromEntries(children) } : {}),
  };
}

/** The names of a document's properties, references followed; `*` is every item or value. */
export function namesOf(schemas: ReadonlyMap<string, Schema>, place: Place): PropertyNames {
  const { file, node } = followed(schemas, place);
  if (!isSchema(node)) return {};
  const properties = isSchema(node['properties']) ? node['properties'] : {};
  const every = [node['items'], node['additionalProperties']].find(isSchema);
  const parts = Object.entries({ ...properties, ...(every === undefined ? {} : { '*': every }) });
  const named = parts.map(
    ([name, part]) => [name, namesOf(schemas, { file, node: part })] as const,
  );
  // Of items without names there is nothing to know.
  return Object.fromEntries(
    named.filter(([name, part]) => name !== '*' || Object.keys(part).length > 0),
  );
}

function textOf(node: Schema, keyword: string, name: string): Record<string, string> {
  const text = node[keyword];
  return typeof text === 'string' ? { [name]: text } : {};
}

/** Where a part is, references followed. */
export function followed(schemas: ReadonlyMap<string, Schema>, place: Place): Place {
  const reference = isSchema(place.node) ? place.node['$ref'] : undefined;
  if (typeof reference !== 'string') return place;
  const [named = '', pointer = ''] = reference.split('#');
  const file = named === '' ? place.file : named;
  let node: unknown = schemas.get(file);
  for (const key of pointer.split('/').slice(1)) node = isSchema(node) ? node[key] : undefined;
  if (node === undefined) throw new Error(`${place.file}: ${reference} leads nowhere`);
  return followed(schemas, { file, node });
}
