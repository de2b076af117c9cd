import { type ByteWriter, createByteWriter } from '../lib/byte-writer.ts';
import type { ErrnoRule, FieldType, OpShape, Slot, Text } from './field-types.ts';
import { definitionOf, type OpName, opcodeOf } from './ops.ts';
import type { Plan } from './plan.ts';

/** `PLAN`, little-endian. */
export const PLAN_MAGIC = 0x4e414c50;

const RULE_KINDS = { ignore: 0, say: 1, hint: 2, warn: 3, stale: 4 } as const;
const LOG_FORMATS = { text: 0, json: 1, journald: 2, syslog: 3 } as const;
const TEXT_LITERAL = 0;
const TEXT_SLOT = 1;
const U32_MAX = 0xffff_ffff;
const U64_MAX = 0xffff_ffff_ffff_ffffn;

/**
 * The plan as the bytes that native/decode.c reads: magic, stamp, total length, slot count, report,
 * steps. Throws RangeError where a value does not fit its type: a fault of the planner.
 */
export function encodePlan(plan: Plan, stamp: number): Uint8Array {
  const out = createByteWriter();
  writePlan(out, plan, stamp);
  return out.finish();
}

/** The same behind what out holds already. */
export function writePlan(out: ByteWriter, plan: Plan, stamp: number): void {
  const start = out.length();
  out.u32(PLAN_MAGIC);
  out.u32(stamp);
  const lengthAt = out.length();
  out.u32(0);
  out.u32(plan.slots.length);
  out.u32(plan.report.exitCode);
  out.u32(LOG_FORMATS[plan.report.logFormat]);
  writeString(out, plan.report.logPath);
  writeString(out, plan.report.logName ?? '');
  writeOps(out, plan.steps);
  out.setU32(lengthAt, out.length() - start);
}

function writeOps(out: ByteWriter, ops: readonly OpShape[]): void {
  out.u32(ops.length);
  for (const op of ops) writeOp(out, op);
}

function writeOp(out: ByteWriter, op: OpShape): void {
  const lengthAt = out.length();
  out.u32(0);
  const name = op.op as OpName;
  out.u32(opcodeOf(name));
  writeString(out, op.at);
  writeString(out, op.what);
  writeRules(out, op.onErrno ?? []);
  const values = op as unknown as Readonly<Record<string, unknown>>;
  for (const { field, type, label } of rowsOf(name)) writeField(out, type, values[field], label);
  out.setU32(lengthAt, out.length() - lengthAt - 4);
}

interface FieldRow {
  readonly field: string;
  readonly type: FieldType;
  /** For errors: `print.text`. */
  readonly label: string;
}

const knownRows = new Map<OpName, readonly FieldRow[]>();

function rowsOf(name: OpName): readonly FieldRow[] {
  const known = knownRows.get(name);
  if (known !== undefined) return known;
  const rows = Object.entries(definitionOf(name).fields).map(([field, type]) => ({
    field,
    type,
    label: `${name}.${field}`,
  }));
  knownRows.set(name, rows);
  return rows;
}

function writeRules(out: ByteWriter, rules: readonly ErrnoRule[]): void {
  out.u32(rules.length);
  for (const rule of rules) {
    out.u32(rule.errno);
    out.u32(RULE_KINDS[rule.then]);
    writeString(out, 'text' in rule ? rule.text : '');
  }
}

function writeField(out: ByteWriter, type: FieldType, value: unknown, name: string): void {
  if (value === undefined) throw new RangeError(`Cannot encode ${name}: it has no value`);
  const write = writers[type] as (out: ByteWriter, value: unknown, name: string) => void;
  write(out, value, name);
}

const writers = {
  u32: writeU32,
  slot: writeU32,
  out: writeU32,
  u64: writeU64,
  bool: (out: ByteWriter, value: boolean) => out.u32(value ? 1 : 0),
  string: writeString,
  strings(out: ByteWriter, values: readonly string[], name: string) {
    out.u32(values.length);
    for (const value of values) writeString(out, value, name);
  },
  u32s(out: ByteWriter, values: readonly number[], name: string) {
    out.u32(values.length);
    for (const value of values) writeU32(out, value, name);
  },
  bytes: writeBytes,
  text: writeText,
  ops: writeOps,
};

function writeU32(out: ByteWriter, value: number, name: string): void {
  if (!Number.isInteger(value) || value < 0 || value > U32_MAX) {
    throw new RangeError(`Cannot encode ${name} as u32: current value is ${value}`);
  }
  out.u32(value);
}

function writeU64(out: ByteWriter, value: number | bigint, name: string): void {
  const exact = typeof value === 'bigint' || Number.isSafeInteger(value);
  const wide = exact ? BigInt(value) : -1n;
  if (wide < 0n || wide > U64_MAX) {
    throw new RangeError(`Cannot encode ${name} as u64: current value is ${value}`);
  }
  out.u64(wide);
}

function writeBytes(out: ByteWriter, value: Uint8Array): void {
  out.u32(value.length);
  out.bytes(value);
}

function writeString(out: ByteWriter, value: string, name = 'string'): void {
  if (value.includes('\0')) throw new RangeError(`Cannot encode ${name}: it contains NUL`);
  out.cString(value);
}

function writeText(out: ByteWriter, value: Text, name: string): void {
  const parts: readonly (string | Slot)[] = typeof value === 'string' ? [value] : value;
  out.u32(parts.length);
  for (const part of parts) {
    if (typeof part === 'string') {
      out.u32(TEXT_LITERAL);
      writeString(out, part, name);
    } else {
      out.u32(TEXT_SLOT);
      writeU32(out, part, name);
    }
  }
}
