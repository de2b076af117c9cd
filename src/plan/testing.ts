import type { FieldType, OpShape } from './field-types.ts';
import { definitionOf, type OpName, opNames } from './ops.ts';

/** What a decoder finds: the plan as the executor will read it. */
export interface DecodedPlan {
  readonly magic: number;
  readonly stamp: number;
  readonly slotCount: number;
  readonly exitCode: number;
  readonly logFormat: number;
  readonly logPath: string;
  readonly logName: string;
  readonly steps: readonly OpShape[];
}

const RULE_NAMES = ['ignore', 'say', 'hint', 'warn', 'stale', 'lead'] as const;

/** Reads the bytes of a plan, for tests; throws where a length is wrong or bytes are left over. */
export function decodePlan(bytes: Uint8Array): DecodedPlan {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const size = bytes.length - view.getUint32(16, true);
  const reader = readerOf(bytes.subarray(0, size), textsIn(bytes.slice(size)));
  const [magic, stamp, length, count] = [reader.u32(), reader.u32(), reader.u32(), reader.u32()];
  if (length !== bytes.length) throw new Error(`length ${length} of ${bytes.length} bytes`);
  reader.u32();
  const plan = {
    magic,
    stamp,
    slotCount: reader.u32(),
    exitCode: reader.u32(),
    logFormat: reader.u32(),
    logPath: reader.string(),
    logName: reader.string(),
    steps: reader.ops(),
  };
  if (count !== reader.texts.length) throw new Error(`${reader.texts.length} texts, not ${count}`);
  if (reader.left() !== 0) throw new Error('bytes are left over');
  return plan;
}

interface Reader {
  /** Bytes of numbers that are not read yet. */
  left(): number;
  readonly texts: readonly string[];
  u32(): number;
  string(): string;
  ops(): readonly OpShape[];
}

function textsIn(bytes: Uint8Array): readonly string[] {
  const all = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return all.split('\0').slice(0, -1);
}

function readerOf(bytes: Uint8Array, texts: readonly string[]): Reader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  const u32 = (): number => {
    at += 4;
    return view.getUint32(at - 4, true);
  };
  const u64 = (): bigint => {
    at += 8;
    return view.getBigUint64(at - 8, true);
  };
  const raw = (): Uint8Array => {
    const length = u32();
    const start = at;
    at += 4 * Math.ceil(length / 4);
    return bytes.slice(start, start + length);
  };
  const string = (): string => {
    const text = texts[u32()];
    if (text === undefined) throw new Error('there is no such text');
    return text;
  };
  const list = <T>(read: () => T): T[] => Array.from({ length: u32() }, read);
  const text = (): (string | number)[] => list(() => (u32() === 0 ? string() : u32()));
  const rule = () => {
    const [errno, kind, words] = [u32(), u32(), string()];
    const then = RULE_NAMES[kind];
    return then === 'say' || then === 'hint' || then === 'lead'
      ? { errno, then, text: words }
      : { errno, then };
  };
  const field: Readonly<Record<FieldType, () => unknown>> = {
    u32,
    u64,
    bool: () => u32() === 1,
    string,
    strings: () => list(string),
    u32s: () => list(u32),
    bytes: raw,
    text,
    slot: u32,
    out: u32,
    ops: () => ops(),
  };
  const op = (): OpShape => {
    const length = u32();
    const behind = at + 4 * length;
    const name = opNames[u32() - 1] as OpName;
    const common = { op: name, at: string(), what: string(), onErrno: list(rule) };
    const fields = Object.entries(definitionOf(name).fields);
    const values = Object.fromEntries(fields.map(([key, type]) => [key, field[type]()]));
    if (at !== behind) throw new Error(`the record of ${name} is ${length} words long`);
    return { ...common, ...values } as OpShape;
  };
  const ops = (): readonly OpShape[] => list(op);
  return { left: () => bytes.length - at, texts, u32, string, ops };
}
