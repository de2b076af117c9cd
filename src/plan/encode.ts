import type { ErrnoRule, FieldType, OpShape, Slot, Text } from './field-types.ts';
import { definitionOf, type OpName, opcodeOf } from './ops.ts';
import type { Plan } from './plan.ts';
import { createPlanWriter, type PlanWriter } from './plan-writer.ts';

/** `PLAN`, little-endian. */
export const PLAN_MAGIC = 0x4e414c50;

const RULE_KINDS = { ignore: 0, say: 1, hint: 2, warn: 3, stale: 4 } as const;
const LOG_FORMATS = { text: 0, json: 1, journald: 2, syslog: 3 } as const;
const TEXT_LITERAL = 0;
const TEXT_SLOT = 1;
const U64_MAX = 0xffff_ffff_ffff_ffffn;
const WORD_VALUES = 2 ** 32;

/** The places of what is known last: all bytes, the number of texts, and their bytes. */
const LENGTH_AT = 2;
const TEXT_COUNT_AT = 3;
const TEXT_SIZE_AT = 4;

/**
 * The plan as the bytes that native/decode.c reads: magic, stamp, total length, number and size of
 * the texts, slot count, report, steps, and at the end the texts that the words before name by their
 * place. Throws RangeError where a value does not fit its type: a fault of the planner.
 */
export function encodePlan(plan: Plan, stamp: number): Uint8Array {
  const out = createPlanWriter();
  for (const word of [PLAN_MAGIC, stamp, 0, 0, 0]) out.word(word);
  out.word(plan.slots.length);
  out.word(plan.report.exitCode);
  out.word(LOG_FORMATS[plan.report.logFormat]);
  out.text(plan.report.logPath, 'report.logPath');
  out.text(plan.report.logName ?? '', 'report.logName');
  writeOps(out, plan.steps);
  return joined(out);
}

function joined(out: PlanWriter): Uint8Array {
  const { words, texts, count } = out.finish();
  const whole = new Uint8Array(words.length + texts.length);
  out.setWord(LENGTH_AT, whole.length);
  out.setWord(TEXT_COUNT_AT, count);
  out.setWord(TEXT_SIZE_AT, texts.length);
  whole.set(words);
  whole.set(texts, words.length);
  return whole;
}

function writeOps(out: PlanWriter, ops: readonly OpShape[]): void {
  out.word(ops.length);
  for (const op of ops) writeOp(out, op);
}

function writeOp(out: PlanWriter, op: OpShape): void {
  const lengthAt = out.length();
  const { opcode, fields } = layoutOf(op.op as OpName);
  out.word(0);
  out.word(opcode);
  out.text(op.at, 'at');
  out.text(op.what, 'what');
  if (op.onErrno === undefined) out.word(0);
  else writeRules(out, op.onErrno);
  const values = op as unknown as Readonly<Record<string, unknown>>;
  for (const { field, write, label } of fields) write(out, values[field], label);
  out.setWord(lengthAt, out.length() - lengthAt - 1);
}

type Write = (out: PlanWriter, value: unknown, label: string) => void;

interface Layout {
  readonly opcode: number;
  /** The label is for errors: `print.text`. */
  readonly fields: readonly {
    readonly field: string;
    readonly write: Write;
    readonly label: string;
  }[];
}

const knownLayouts = new Map<OpName, Layout>();

function layoutOf(name: OpName): Layout {
  const known = knownLayouts.get(name);
  if (known !== undefined) return known;
  const fields = Object.entries(definitionOf(name).fields).map(([field, type]) => ({
    field,
    write: writers[type] as Write,
    label: `${name}.${field}`,
  }));
  const layout = { opcode: opcodeOf(name), fields };
  knownLayouts.set(name, layout);
  return layout;
}

function writeRules(out: PlanWriter, rules: readonly ErrnoRule[]): void {
  out.word(rules.length);
  for (const rule of rules) {
    out.word(rule.errno);
    out.word(RULE_KINDS[rule.then]);
    out.text('text' in rule ? rule.text : '', 'onErrno');
  }
}

const writers: {
  readonly [T in FieldType]: (out: PlanWriter, value: never, label: string) => void;
} = {
  u32: writeU32,
  slot: writeU32,
  out: writeU32,
  u64: writeU64,
  bool: (out, value: boolean, label) =>
    writeU32(out, value === undefined ? value : Number(value), label),
  string: writeString,
  strings(out, values: readonly string[], label) {
    writeCount(out, values, label);
    for (const value of values) out.text(value, label);
  },
  u32s(out, values: readonly number[], label) {
    writeCount(out, values, label);
    for (const value of values) writeU32(out, value, label);
  },
  bytes(out, value: Uint8Array, label) {
    if (value === undefined) throw absent(label);
    out.bytes(value);
  },
  text: writeText,
  ops: writeOps,
};

function absent(label: string): RangeError {
  return new RangeError(`Cannot encode ${label}: it has no value`);
}

function writeCount(out: PlanWriter, values: readonly unknown[], label: string): void {
  if (values === undefined) throw absent(label);
  out.word(values.length);
}

function writeU32(out: PlanWriter, value: number, label: string): void {
  if (value >>> 0 !== value) {
    if (value === undefined) throw absent(label);
    throw new RangeError(`Cannot encode ${label} as u32: current value is ${value}`);
  }
  out.word(value);
}

function writeU64(out: PlanWriter, value: number | bigint, label: string): void {
  if (value === undefined) throw absent(label);
  const exact = typeof value === 'bigint' || Number.isSafeInteger(value);
  if (!exact || value < 0 || value > U64_MAX) {
    throw new RangeError(`Cannot encode ${label} as u64: current value is ${value}`);
  }
  if (typeof value === 'bigint') {
    out.word(Number(value & 0xffff_ffffn));
    out.word(Number(value >> 32n));
  } else {
    out.word(value % WORD_VALUES);
    out.word(Math.floor(value / WORD_VALUES));
  }
}

function writeString(out: PlanWriter, value: string, label: string): void {
  if (value === undefined) throw absent(label);
  out.text(value, label);
}

function writeText(out: PlanWriter, value: Text, label: string): void {
  if (value === undefined) throw absent(label);
  const parts: readonly (string | Slot)[] = typeof value === 'string' ? [value] : value;
  out.word(parts.length);
  for (const part of parts) {
    if (typeof part === 'string') {
      out.word(TEXT_LITERAL);
      out.text(part, label);
    } else {
      out.word(TEXT_SLOT);
      writeU32(out, part, label);
    }
  }
}
