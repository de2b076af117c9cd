import type { ErrnoRule, FieldType, OpShape, Slot, Text } from './field-types.ts';
import { halvesOf } from './halves.ts';
import { definitionOf, type OpName, opcodeOf } from './ops.ts';
import type { Plan, Report } from './plan.ts';

/** `PLAN`, little-endian. */
export const PLAN_MAGIC = 0x4e414c50;

/*
 * The numbers on the wire, which native/quick-planner/host-encode.c writes too: what is laid out here
 * is laid out there.
 */
export const RULE_KINDS = { ignore: 0, say: 1, hint: 2, warn: 3, stale: 4, lead: 5 } as const;
export const LOG_FORMATS = { text: 0, json: 1, journald: 2, syslog: 3 } as const;
export const TEXT_LITERAL = 0;
export const TEXT_SLOT = 1;

/** The places of what is known last: all bytes, the number of texts, and their bytes. */
const [LENGTH_AT, TEXT_COUNT_AT, TEXT_SIZE_AT] = [2, 3, 4] as const;

const utf8 = new TextEncoder();

/**
 * The plan as the bytes that native/decode.c reads: magic, stamp, total length, number and size of
 * the texts, slot count, report, steps, and at the end the texts that the words before name by their
 * place, a NUL behind each. Throws RangeError where a value does not fit its type: a fault of the
 * planner.
 */
export function encodePlan({ slots, report, steps }: Plan, stamp: number): Uint8Array {
  const out: Written = { words: [PLAN_MAGIC, stamp, 0, 0, 0, slots.length], places: new Map() };
  writeReport(out, report);
  writeOps(out, steps);
  return joined(out);
}

/** What is written so far. */
interface Written {
  /** In the machine's byte order at the end, which is little-endian on all that the executor is built for. */
  readonly words: number[];
  /** The place of each text among all, of which none is there twice. */
  readonly places: Map<string, number>;
}

function joined({ words, places }: Written): Uint8Array {
  const texts = utf8.encode([...places.keys(), ''].join('\0'));
  const length = 4 * words.length + texts.length;
  words[LENGTH_AT] = length;
  words[TEXT_COUNT_AT] = places.size;
  words[TEXT_SIZE_AT] = texts.length;
  const whole = new Uint8Array(length);
  whole.set(new Uint8Array(Uint32Array.from(words).buffer));
  whole.set(texts, length - texts.length);
  return whole;
}

function writeReport(out: Written, { exitCode, logFormat, logPath, logName = '' }: Report): void {
  out.words.push(exitCode, LOG_FORMATS[logFormat]);
  writeString(out, logPath, 'report.logPath');
  writeString(out, logName, 'report.logName');
}

function writeString({ words, places }: Written, value: string, label: string): void {
  let place = places.get(value);
  if (place === undefined) {
    if (present(value, label).includes('\0')) {
      throw new RangeError(`Cannot encode ${label}: it contains NUL`);
    }
    place = places.size;
    places.set(value, place);
  }
  words.push(place);
}

function writeOps(out: Written, ops: readonly OpShape[]): void {
  out.words.push(ops.length);
  for (const op of ops) writeOp(out, op);
}

/** How many words follow, the op's number, where it comes from, its words, its rules and its fields. */
function writeOp(out: Written, op: OpShape): void {
  const { words } = out;
  const name = op.op as OpName;
  const start = words.push(0, opcodeOf(name));
  writeString(out, op.at, 'at');
  writeString(out, op.what, 'what');
  writeRules(out, op.onErrno ?? []);
  const values = op as unknown as Readonly<Record<string, never>>;
  for (const { field, write, label } of layoutOf(name)) {
    write(out, present(values[field] as never, label), label);
  }
  words[start - 2] = words.length - start + 1;
}

function writeRules(out: Written, rules: readonly ErrnoRule[]): void {
  out.words.push(rules.length);
  for (const rule of rules) {
    out.words.push(rule.errno, RULE_KINDS[rule.then]);
    writeString(out, 'text' in rule ? rule.text : '', 'onErrno');
  }
}

/** A field of an op: how it is written, and its label for errors: `print.text`. */
interface FieldLayout {
  readonly field: string;
  readonly write: Write;
  readonly label: string;
}

/** In wire order; each made once, since that takes longer than to write an op. */
const knownLayouts = new Map<OpName, readonly FieldLayout[]>();

function layoutOf(name: OpName): readonly FieldLayout[] {
  const known = knownLayouts.get(name);
  if (known !== undefined) return known;
  const layout = Object.entries(definitionOf(name).fields).map(([field, type]) => ({
    field,
    write: writers[type],
    label: `${name}.${field}`,
  }));
  knownLayouts.set(name, layout);
  return layout;
}

type Write = (out: Written, value: never, label: string) => void;

const writers: Readonly<Record<FieldType, Write>> = {
  u32: writeU32,
  slot: writeU32,
  out: writeU32,
  u64: (out, value: number | bigint, label) => out.words.push(...halvesOf(value, label)),
  bool: (out, value: boolean) => out.words.push(Number(value)),
  string: writeString,
  strings: listOf(writeString),
  u32s: listOf(writeU32),
  bytes: writeBytes,
  text: writeText,
  ops: writeOps,
};

function present<T>(value: T, label: string): T {
  if (value === undefined) throw new RangeError(`Cannot encode ${label}: it has no value`);
  return value;
}

function listOf<T>(write: (out: Written, value: T, label: string) => void): Write {
  return (out, values: readonly T[], label) => {
    out.words.push(values.length);
    for (const value of values) write(out, value, label);
  };
}

function writeU32({ words }: Written, value: number, label: string): void {
  if (present(value, label) >>> 0 !== value) {
    throw new RangeError(`Cannot encode ${label} as u32: current value is ${value}`);
  }
  words.push(value);
}

/** Their number, then the bytes, filled up with zeroes to whole words. */
function writeBytes({ words }: Written, value: Uint8Array): void {
  const filled = new Uint8Array(4 * Math.ceil(value.length / 4));
  filled.set(value);
  words.push(value.length);
  for (const word of new Uint32Array(filled.buffer)) words.push(word);
}

function writeText(out: Written, value: Text, label: string): void {
  const parts: readonly (string | Slot)[] = typeof value === 'string' ? [value] : value;
  out.words.push(parts.length);
  for (const part of parts) {
    const literal = typeof part === 'string';
    out.words.push(literal ? TEXT_LITERAL : TEXT_SLOT);
    if (literal) writeString(out, part, label);
    else writeU32(out, part, label);
  }
}
