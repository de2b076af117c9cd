import type { ErrnoRule, FieldType, OpShape, Slot, Text } from './field-types.ts';
import { halvesOf } from './halves.ts';
import { definitionOf, type OpName, opcodeOf } from './ops.ts';
import type { Plan } from './plan.ts';

/** `PLAN`, little-endian. */
export const PLAN_MAGIC = 0x4e414c50;

const RULE_KINDS = { ignore: 0, say: 1, hint: 2, warn: 3, stale: 4, lead: 5 } as const;
const LOG_FORMATS = { text: 0, json: 1, journald: 2, syslog: 3 } as const;
const TEXT_LITERAL = 0;
const TEXT_SLOT = 1;

/** The places of what is known last: all bytes, the number of texts, and their bytes. */
const LENGTH_AT = 2;
const TEXT_COUNT_AT = 3;
const TEXT_SIZE_AT = 4;

/** Words before the fields of an op (length, opcode, origin, words, number of rules), of a field at most, of a rule. */
const [OP_HEAD, FIELD_WORDS, RULE_WORDS] = [5, 2, 3] as const;

/** Most plans fit. */
const FIRST_WORDS = 16 * 1024;

/*
 * What is encoded so far. Module state, since encoding never waits and so there is one plan at a time:
 * the calls and properties of a writer took half the time of planning.
 */
/** In the machine's byte order, which is little-endian on all that the executor is built for. */
let words = new Uint32Array(FIRST_WORDS);
let end = 0;
let texts: string[] = [];
/** Of each text the field that had it first. */
let labels: string[] = [];
let places = new Map<string, number>();

const utf8 = new TextEncoder();

/**
 * The plan as the bytes that native/decode.c reads: magic, stamp, total length, number and size of
 * the texts, slot count, report, steps, and at the end the texts that the words before name by their
 * place, a NUL behind each. Throws RangeError where a value does not fit its type: a fault of the
 * planner.
 */
export function encodePlan(plan: Plan, stamp: number): Uint8Array {
  end = 0;
  texts = [];
  labels = [];
  places = new Map();
  const { slots, report, steps } = plan;
  const head = [PLAN_MAGIC, stamp, 0, 0, 0, slots.length, report.exitCode];
  for (const value of [...head, LOG_FORMATS[report.logFormat]]) writeWord(value);
  writeWord(placeOf(report.logPath, 'report.logPath'));
  writeWord(placeOf(report.logName ?? '', 'report.logName'));
  writeOps(steps);
  return joined();
}

function joined(): Uint8Array {
  refuseNul();
  const encoded = utf8.encode(`${texts.join('\0')}\0`);
  const whole = new Uint8Array(4 * end + encoded.length);
  words[LENGTH_AT] = whole.length;
  words[TEXT_COUNT_AT] = texts.length;
  words[TEXT_SIZE_AT] = encoded.length;
  whole.set(new Uint8Array(words.buffer, 0, 4 * end));
  whole.set(encoded, 4 * end);
  return whole;
}

/** In all texts at once, and as bytes: engines search those fastest. */
function refuseNul(): void {
  if (!utf8.encode(texts.join('')).includes(0)) return;
  const place = texts.findIndex((text) => text.includes('\0'));
  throw new RangeError(`Cannot encode ${labels[place]}: it contains NUL`);
}

function reserve(count: number): void {
  if (end + count <= words.length) return;
  const larger = new Uint32Array(Math.max(end + count, words.length * 2));
  larger.set(words);
  words = larger;
}

function writeWord(value: number): void {
  reserve(1);
  words[end++] = value;
}

/** The place of a text among all texts, of which none is there twice. */
function placeOf(value: string, label: string): number {
  return places.get(value) ?? newPlace(value, label);
}

function newPlace(value: string, label: string): number {
  if (value === undefined) throw absent(label);
  const place = texts.length;
  places.set(value, place);
  texts[place] = value;
  labels[place] = label;
  return place;
}

function writeOps(ops: readonly OpShape[]): void {
  writeWord(ops.length);
  for (const op of ops) writeOp(op);
}

/** Numbers and texts, which most fields are, are written here and not by a function of their own. */
function writeOp(op: OpShape): void {
  const { opcode, names, kinds, labels } = layoutOf(op.op as OpName);
  const rules = op.onErrno ?? noRules;
  const start = end;
  const count = names.length;
  reserve(OP_HEAD + RULE_WORDS * rules.length + FIELD_WORDS * count);
  words[start + 1] = opcode;
  words[start + 2] = placeOf(op.at, 'at');
  words[start + 3] = placeOf(op.what, 'what');
  words[start + 4] = rules.length;
  end = start + OP_HEAD;
  if (rules !== noRules) writeRules(rules);
  const values = op as unknown as Readonly<Record<string, never>>;
  // By index: the iterator of a shorter loop is made anew for each op.
  for (let i = 0; i < count; i++) {
    const value = values[names[i] as string] as unknown;
    const kind = kinds[i];
    if (kind === writeU32 && (value as number) >>> 0 === value) words[end++] = value as number;
    else if (kind === STRING) words[end++] = placeOf(value as string, labels[i] as string);
    else {
      (kind as Write)(value as never, labels[i] as string);
      reserve(FIELD_WORDS * (count - i));
    }
  }
  words[start] = end - start - 1;
}

const noRules: readonly ErrnoRule[] = [];

function writeRules(rules: readonly ErrnoRule[]): void {
  for (const rule of rules) {
    words[end] = rule.errno;
    words[end + 1] = RULE_KINDS[rule.then];
    words[end + 2] = placeOf('text' in rule ? rule.text : '', 'onErrno');
    end += RULE_WORDS;
  }
}

type Write = (value: never, label: string) => void;

/** In the place of a writer: a text, which is written without another call. */
const STRING = 1;

/** The fields of an op in wire order, each with how it is written and its label for errors: `print.text`. */
interface Layout {
  readonly opcode: number;
  readonly names: readonly string[];
  readonly kinds: readonly (Write | typeof STRING)[];
  readonly labels: readonly string[];
}

const knownLayouts = new Map<OpName, Layout>();

function layoutOf(name: OpName): Layout {
  const known = knownLayouts.get(name);
  if (known !== undefined) return known;
  const fields = Object.entries(definitionOf(name).fields);
  const layout = {
    opcode: opcodeOf(name),
    names: fields.map(([field]) => field),
    kinds: fields.map(([, type]) => (type === 'string' ? STRING : writers[type])),
    labels: fields.map(([field]) => `${name}.${field}`),
  };
  knownLayouts.set(name, layout);
  return layout;
}

const writers: Readonly<Record<Exclude<FieldType, 'string'>, Write>> = {
  u32: writeU32,
  slot: writeU32,
  out: writeU32,
  u64: writeU64,
  bool: (value: boolean, label) => writeU32(value === undefined ? value : Number(value), label),
  strings(values: readonly string[], label) {
    if (values === undefined) throw absent(label);
    writeWord(values.length);
    for (const value of values) writeWord(placeOf(value, label));
  },
  u32s(values: readonly number[], label) {
    if (values === undefined) throw absent(label);
    writeWord(values.length);
    for (const value of values) writeU32(value, label);
  },
  bytes: writeBytes,
  text: writeText,
  ops: writeOps,
};

function absent(label: string): RangeError {
  return new RangeError(`Cannot encode ${label}: it has no value`);
}

function u32Of(value: number, label: string): number {
  if (value >>> 0 === value) return value;
  if (value === undefined) throw absent(label);
  throw new RangeError(`Cannot encode ${label} as u32: current value is ${value}`);
}

function writeU32(value: number, label: string): void {
  writeWord(u32Of(value, label));
}

function writeU64(value: number | bigint, label: string): void {
  if (value === undefined) throw absent(label);
  for (const half of halvesOf(value, label)) writeWord(half);
}

/** Their number, then the bytes, filled up with zeroes to whole words. */
function writeBytes(value: Uint8Array, label: string): void {
  if (value === undefined) throw absent(label);
  const start = end;
  const size = 1 + ((value.length + 3) >>> 2);
  reserve(size);
  end += size;
  words[end - 1] = 0;
  words[start] = value.length;
  new Uint8Array(words.buffer, 4 * (start + 1), value.length).set(value);
}

function writeText(value: Text, label: string): void {
  if (value === undefined) throw absent(label);
  const parts: readonly (string | Slot)[] = typeof value === 'string' ? [value] : value;
  reserve(1 + 2 * parts.length);
  words[end++] = parts.length;
  for (const part of parts) {
    const literal = typeof part === 'string';
    words[end] = literal ? TEXT_LITERAL : TEXT_SLOT;
    words[end + 1] = literal ? placeOf(part, label) : u32Of(part, label);
    end += 2;
  }
}
