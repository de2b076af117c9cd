/**
 * Writes the types of config.json from its schemas: src/spec/config.generated.ts, so that a field is
 * described once. `x-type` names a type; `description` is its doc comment, or that of a property.
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { followed, isSchema, type Place, readSchemas, type Schema } from './lib/schemas.ts';

const root = resolve(import.meta.dirname, '..');

/** Parts that are judged but that no field of ours reads: other operating systems. */
const unread = /^config-platforms\.json/;

/** Integers that a JavaScript number cannot hold. */
const wideIntegers: Readonly<Record<string, string>> = {
  'defs.json#/definitions/int64': 'Int64',
  'defs.json#/definitions/uint64': 'Uint64',
};

/** Collects declarations by name while types are spelled. */
class Writer {
  readonly declarations = new Map<string, string>();
  readonly #schemas: ReadonlyMap<string, Schema>;

  constructor(schemas: ReadonlyMap<string, Schema>) {
    this.#schemas = schemas;
  }

  /** How a type is spelled where it is used; `section` is that of what it is a part of. */
  spell(place: Place, section?: unknown): string {
    const reference = isSchema(place.node) ? place.node['$ref'] : undefined;
    const wide = typeof reference === 'string' ? wideIntegers[reference] : undefined;
    if (wide !== undefined) return wide;
    const { file, node } = followed(this.#schemas, place);
    if (!isSchema(node)) throw new Error(`${place.file}: a part is no schema`);
    const part = { 'x-section': sectionOf(place.node) ?? section, ...node };
    const name = node['x-type'];
    if (typeof name !== 'string') return this.#inline(file, part);
    if (!this.declarations.has(name)) {
      // Set before its parts are spelled, so that the order is that of the document.
      this.declarations.set(name, '');
      this.declarations.set(name, this.#declare(name, { file, node: part }));
    }
    return name;
  }

  #inline(file: string, node: Schema): string {
    const choices = node['enum'];
    if (Array.isArray(choices)) return choices.map((value) => `'${value}'`).join(' | ');
    switch (node['type']) {
      case 'string':
      case 'boolean':
        return node['type'];
      case 'integer':
        return 'number';
      case 'array':
        return `readonly ${this.spell({ file, node: node['items'] }, node['x-section'])}[]`;
      default:
        break;
    }
    const each = node['additionalProperties'];
    if (isSchema(each)) {
      return `Readonly<Record<string, ${this.spell({ file, node: each }, node['x-section'])}>>`;
    }
    throw new Error(`${file}: an object with properties needs a name: add x-type`);
  }

  #declare(name: string, { file, node }: { file: string; node: Schema }): string {
    const doc = docOf(node, '');
    const properties = node['properties'];
    if (!isSchema(properties)) {
      return `${doc}export type ${name} = ${this.#inline(file, node)};\n`;
    }
    const section = node['x-section'];
    const required = Array.isArray(node['required']) ? node['required'] : [];
    const members = Object.entries(properties).flatMap(([key, child]) => {
      if (!isSchema(child) || unread.test(String(child['$ref']))) return [];
      const mark = required.includes(key) ? '' : '?';
      const spelled = this.spell({ file, node: child }, section);
      return [`${docOf(child, '  ')}  readonly ${key}${mark}: ${spelled};\n`];
    });
    return `${doc}export interface ${name} {\n${members.join('')}}\n`;
  }
}

function sectionOf(node: unknown): unknown {
  return isSchema(node) ? node['x-section'] : undefined;
}

/** The doc comment; on a type it also says where in the specification the type comes from. */
function docOf(node: Schema, indent: string): string {
  const section = indent === '' ? node['x-section'] : undefined;
  // What has a name of its own is described there.
  const described = indent !== '' && node['x-type'] !== undefined ? undefined : node['description'];
  const words = [described, section && `Source: ${String(section)}.`].filter(Boolean).join(' ');
  return words === '' ? '' : `${indent}/** ${words} */\n`;
}

/** The text of the generated file. */
export function generateSpecTypes(schemaFolder: string): string {
  const writer = new Writer(readSchemas(schemaFolder));
  writer.spell({ file: 'config.json', node: { $ref: 'config.json' } });
  return [
    '// Generated from schemas/config*.json by hack/gen-spec-types.ts. Do not edit.',
    "import type { Int64, Uint64 } from './integer.ts';\n",
    ...writer.declarations.values(),
  ].join('\n');
}

if (import.meta.main) {
  writeFileSync(
    join(root, 'src/spec/config.generated.ts'),
    generateSpecTypes(join(root, 'schemas')),
  );
}
