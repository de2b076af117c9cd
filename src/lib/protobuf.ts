/**
 * A message of Protocol Buffers as its fields in their order: a number and a value. Numbers and
 * booleans are varints; a place is a number that is not known yet. Source: protobuf.dev, "Encoding".
 */
export type ProtobufMessage = readonly (readonly [field: number, value: ProtobufValue])[];
export type ProtobufValue =
  | number
  | boolean
  | string
  | ProtobufMessage
  | { readonly place: number };

/** Five bytes, enough for 32 bits, which whoever knows the number of the place overwrites. */
const PLACE_SIZE = 5;

export interface EncodedMessage {
  readonly bytes: Uint8Array;
  /** The offset and the name of each place, one after the other. */
  readonly places: readonly number[];
}

/** Numbers are 0 … 2^53. */
export function encodeProtobuf(message: ProtobufMessage): EncodedMessage {
  const bytes: number[] = [];
  const places: number[] = [];
  for (const [field, value] of message) writeField({ bytes, places }, field, value);
  return { bytes: Uint8Array.from(bytes), places };
}

interface Output {
  readonly bytes: number[];
  readonly places: number[];
}

const VARINT = 0;
const BYTES = 2;

function writeField({ bytes, places }: Output, field: number, value: ProtobufValue): void {
  if (typeof value === 'number' || typeof value === 'boolean') {
    bytes.push(...varint(field * 8 + VARINT), ...varint(Number(value)));
  } else if (typeof value === 'string') {
    const text = new TextEncoder().encode(value);
    bytes.push(...varint(field * 8 + BYTES), ...varint(text.length), ...text);
  } else if ('place' in value) {
    bytes.push(...varint(field * 8 + VARINT));
    places.push(bytes.length, value.place);
    bytes.push(...new Array<number>(PLACE_SIZE).fill(0));
  } else {
    const inner = encodeProtobuf(value);
    bytes.push(...varint(field * 8 + BYTES), ...varint(inner.bytes.length));
    const begin = bytes.length;
    places.push(...inner.places.map((entry, index) => (index % 2 === 0 ? entry + begin : entry)));
    bytes.push(...inner.bytes);
  }
}

function varint(value: number): readonly number[] {
  const low = value % 128;
  return value < 128 ? [value] : [low + 128, ...varint(Math.floor(value / 128))];
}
