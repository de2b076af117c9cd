/** Grows a buffer of little-endian values. */
export interface ByteWriter {
  u32(value: number): void;
  bytes(value: Uint8Array): void;
  /** The length of what follows, then the text in UTF-8 with a NUL behind it. */
  cString(value: string): void;
  finish(): Uint8Array;
}

/** Most plans fit. */
const FIRST_SIZE = 64 * 1024;

const utf8 = new TextEncoder();

export function createByteWriter(): ByteWriter {
  let buffer = new Uint8Array(FIRST_SIZE);
  let view = new DataView(buffer.buffer);
  let end = 0;

  function reserve(size: number): number {
    const start = end;
    end += size;
    if (end > buffer.length) {
      const larger = new Uint8Array(Math.max(end, buffer.length * 2));
      larger.set(buffer.subarray(0, start));
      buffer = larger;
      view = new DataView(buffer.buffer);
    }
    return start;
  }

  return {
    u32(value) {
      // Reserved first: it may replace the view.
      const start = reserve(4);
      view.setUint32(start, value, true);
    },
    bytes(value) {
      const start = reserve(value.length);
      buffer.set(value, start);
    },
    cString(value) {
      // A UTF-16 unit takes at most three bytes.
      const start = reserve(4 + 3 * value.length + 1);
      const { written } = utf8.encodeInto(value, buffer.subarray(start + 4));
      buffer[start + 4 + written] = 0;
      view.setUint32(start, written + 1, true);
      end = start + 4 + written + 1;
    },
    finish: () => buffer.slice(0, end),
  };
}
