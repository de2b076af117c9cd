/** A value of a D-Bus type; a struct and an array are lists, an array of bytes is a Uint8Array. */
export type BusValue =
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Variant
  | typeof HOLE
  | readonly BusValue[];

/** A value with its own type, which is one complete type: `as`, `a(ss)`. */
export interface Variant {
  readonly signature: string;
  readonly value: BusValue;
}

/** A `u` that only the moment knows: 0 in the message, which says where it is. */
export const HOLE = { hole: true } as const;

export interface MethodCall {
  /** Not 0; the answer names it. */
  readonly serial: number;
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  /** The types of the arguments, and as many values. */
  readonly signature: string;
  readonly body: readonly BusValue[];
}

export interface BusMessage {
  readonly bytes: Uint8Array;
  /** Offset of the hole; 0: it has none. */
  readonly hole: number;
}

/** `l` */
const LITTLE_ENDIAN = 0x6c;
const METHOD_CALL = 1;
const PROTOCOL = 1;
const header = { path: 1, interface: 2, member: 3, destination: 6, signature: 8 } as const;

/** The message of a method call, little-endian (D-Bus specification, "Message Protocol"). */
export function methodCall(call: MethodCall): BusMessage {
  const body = writer();
  body.values(call.signature, call.body);
  const { destination, path, interface: name, member, signature } = call;
  const text = (code: number, type: string, value: string): BusValue => [
    code,
    { signature: type, value },
  ];
  const fields: readonly BusValue[] = [
    text(header.path, 'o', path),
    text(header.interface, 's', name),
    text(header.member, 's', member),
    text(header.destination, 's', destination),
    ...(signature === '' ? [] : [text(header.signature, 'g', signature)]),
  ];
  const out = writer();
  const length = body.bytes.length;
  out.values('yyyyuua(yv)', [LITTLE_ENDIAN, METHOD_CALL, 0, PROTOCOL, length, call.serial, fields]);
  out.align(8);
  const hole = body.hole() === undefined ? 0 : out.bytes.length + (body.hole() ?? 0);
  return { bytes: Uint8Array.from([...out.bytes, ...body.bytes]), hole };
}

const sizes: Readonly<Record<string, number>> = {
  y: 1,
  n: 2,
  q: 2,
  b: 4,
  i: 4,
  u: 4,
  x: 8,
  t: 8,
  d: 8,
  s: 4,
  o: 4,
  a: 4,
  '(': 8,
  '{': 8,
};

/** The complete types that a signature is made of: `sa(sv)u` is `s`, `a(sv)` and `u`. */
export function completeTypes(signature: string): readonly string[] {
  const types: string[] = [];
  for (let at = 0; at < signature.length; ) {
    const end = endOfType(signature, at);
    types.push(signature.slice(at, end));
    at = end;
  }
  return types;
}

function endOfType(signature: string, start: number): number {
  let at = start;
  while (signature[at] === 'a') at += 1;
  let depth = 0;
  do {
    const letter = signature[at];
    if (letter === '(' || letter === '{') depth += 1;
    if (letter === ')' || letter === '}') depth -= 1;
    at += 1;
  } while (depth > 0 && at < signature.length);
  return at;
}

const utf8 = new TextEncoder();

interface Writer {
  readonly bytes: number[];
  hole(): number | undefined;
  align(size: number): void;
  values(signature: string, values: readonly BusValue[]): void;
}

function writer(): Writer {
  const bytes: number[] = [];
  let holeAt: number | undefined;

  const align = (size: number): void => {
    while (bytes.length % size !== 0) bytes.push(0);
  };
  const append = (values: Uint8Array): void => {
    for (const byte of values) bytes.push(byte);
  };
  const fixed = (type: string, value: BusValue): void => {
    const size = sizes[type] ?? 1;
    if (value === HOLE) holeAt = bytes.length;
    append(fixedBytes(type, size, value === HOLE ? 0 : value));
  };
  const text = (value: BusValue): void => {
    const encoded = utf8.encode(String(value));
    fixed('u', encoded.length);
    append(encoded);
    bytes.push(0);
  };
  const signatureText = (value: string): void => {
    bytes.push(value.length);
    append(utf8.encode(value));
    bytes.push(0);
  };
  const list = (type: string, value: BusValue): void => {
    const lengthAt = bytes.length;
    fixed('u', 0);
    align(sizes[type[0] ?? ''] ?? 1);
    const start = bytes.length;
    if (value instanceof Uint8Array) append(value);
    else for (const entry of listOf(value)) one(type, entry);
    fixedBytes('u', 4, bytes.length - start).forEach((byte, index) => {
      bytes[lengthAt + index] = byte;
    });
  };
  const one = (type: string, value: BusValue): void => {
    const [kind = ''] = type;
    align(sizes[kind] ?? 1);
    if (kind === 's' || kind === 'o') text(value);
    else if (kind === 'g') signatureText(String(value));
    else if (kind === 'a') list(type.slice(1), value);
    else if (kind === '(' || kind === '{') values(type.slice(1, -1), listOf(value));
    else if (kind === 'v') variant(value);
    else fixed(kind, value);
  };
  const variant = (value: BusValue): void => {
    if (!isVariant(value)) throw new TypeError('a variant wants its signature');
    signatureText(value.signature);
    one(value.signature, value.value);
  };
  const values = (signature: string, entries: readonly BusValue[]): void => {
    completeTypes(signature).forEach((type, index) => {
      one(type, entries[index] ?? 0);
    });
  };
  return { bytes, hole: () => holeAt, align, values };
}

function fixedBytes(type: string, size: number, value: BusValue): Uint8Array {
  const buffer = new Uint8Array(8);
  const view = new DataView(buffer.buffer);
  if (type === 'd') view.setFloat64(0, Number(value), true);
  else
    view.setBigInt64(0, BigInt.asIntN(64, BigInt(Number.isNaN(value) ? 0 : wholeOf(value))), true);
  return buffer.subarray(0, size);
}

function wholeOf(value: BusValue): bigint {
  if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean') {
    return BigInt(value);
  }
  throw new TypeError('a number is wanted');
}

function listOf(value: BusValue): readonly BusValue[] {
  if (Array.isArray(value)) return value;
  throw new TypeError('a list is wanted');
}

function isVariant(value: BusValue): value is Variant {
  return typeof value === 'object' && 'signature' in value;
}
