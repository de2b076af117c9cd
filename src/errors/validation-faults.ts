import type { Fault } from './fault.ts';

/** What a compiled schema reports: ajv's form, of which only these fields are read. */
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What a schema says about a value and, below it, about its parts; `*` stands for every entry. */
export interface Annotations {
  /** The section of the specification, such as `config.md#mounts`. */
  readonly section?: string;
  /** What a text must look like, in words. */
  readonly wanted?: string;
  /** What a fault calls the part, where callers look for such words: `memory policy mode`. */
  readonly called?: string;
  readonly parts?: Readonly<Record<string, Annotations>>;
}

/** A fault that a schema found: its problem is `[invalid …: ]found …, wanted …`. */
export interface ValidationFault extends Fault {
  readonly found: string;
  readonly wanted: string;
}

/** The longest piece of a document that a message repeats. */
const longestExcerpt = 60;

/** Keywords that only say that another one, which is reported too, has failed. */
const echoes = new Set(['if', 'anyOf', 'oneOf', 'allOf']);

/**
 * The faults of a document from the errors of its validator, in the order of the errors. A value
 * that breaks several rules is one fault.
 */
export function validationFaults(
  document: unknown,
  errors: readonly SchemaError[],
  annotations: Annotations,
): readonly ValidationFault[] {
  const faults = new Map<string, ValidationFault>();
  for (const error of errors) {
    if (echoes.has(error.keyword)) continue;
    const pointer = pointerOf(error);
    if (faults.has(pointer)) continue;
    const { section, wanted, called } = lookUp(annotations, pointer);
    faults.set(
      pointer,
      faultOf(pointer, called, {
        found: describe(valueAt(document, pointer)),
        wanted: wantedBy(error, wanted),
        section,
      }),
    );
  }
  return [...faults.values()];
}

/**
 * The faults as lines, one for each: pointer, what was found, what is wanted, and the section of
 * the specification that says so. A missing value has the pointer it would have.
 */
export function renderFaults(faults: readonly Fault[]): string {
  return faults
    .map(({ pointer, problem, section }) => {
      // A key of the document may hold what breaks the line of a log.
      const place = pointer === '' ? 'the document' : JSON.stringify(pointer).slice(1, -1);
      return `${place}: ${problem} (${section})`;
    })
    .join('\n');
}

function faultOf(
  pointer: string,
  called: string | undefined,
  { found, wanted, section }: Omit<ValidationFault, 'pointer' | 'problem'>,
): ValidationFault {
  const words = `found ${found}, wanted ${wanted}`;
  const problem = called === undefined ? words : `invalid ${called}: ${words}`;
  return { pointer, problem, found, wanted, section };
}

function pointerOf({ keyword, instancePath, params }: SchemaError): string {
  const missing = params['missingProperty'];
  if (keyword !== 'required' || typeof missing !== 'string') return instancePath;
  return `${instancePath}/${missing.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function segmentsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

interface Found {
  readonly section: string;
  readonly wanted: string | undefined;
  readonly called: string | undefined;
}

function lookUp(annotations: Annotations, pointer: string): Found {
  let node: Annotations | undefined = annotations;
  let section = annotations.section ?? '';
  for (const segment of segmentsOf(pointer)) {
    const parts: Annotations['parts'] = node?.parts;
    node = parts && Object.hasOwn(parts, segment) ? parts[segment] : parts?.['*'];
    section = node?.section ?? section;
  }
  return { section, wanted: node?.wanted, called: node?.called };
}

function valueAt(document: unknown, pointer: string): unknown {
  let value = document;
  for (const segment of segmentsOf(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) {
      return undefined;
    }
    value = (value as Readonly<Record<string, unknown>>)[segment];
  }
  return value;
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value !== 'string') return String(value);
  // JSON escapes what would move the cursor or break the line of a log.
  return JSON.stringify(
    value.length > longestExcerpt ? `${value.slice(0, longestExcerpt)}…` : value,
  );
}

const typeNames: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  object: 'an object',
  string: 'a string',
};

function wantedBy({ keyword, params }: SchemaError, inWords: string | undefined): string {
  switch (keyword) {
    case 'type':
      return typeNames[String(params['type'])] ?? `a value of type ${String(params['type'])}`;
    case 'integer64':
      return params['sign'] === 'unsigned'
        ? 'a whole number from 0 to 2^64 - 1'
        : 'a whole number from -2^63 to 2^63 - 1';
    case 'enum':
      return `one of ${list(params['allowedValues'])}`;
    case 'required':
      return inWords ?? 'a value, which is required here';
    case 'minimum':
      return `a number of at least ${String(params['limit'])}`;
    case 'maximum':
      return `a number of at most ${String(params['limit'])}`;
    case 'minItems':
      return `a list of at least ${String(params['limit'])}`;
    case 'pattern':
      return inWords ?? `a string that matches ${String(params['pattern'])}`;
    default:
      return `what the rule "${keyword}" allows`;
  }
}

function list(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(', ') : '';
}
