/** Grows a buffer of little-endian values. */
export interface ByteWriter {
  u32(value: number): void;
  u64(value: bigint): void;
  bytes(value: Uint8Array): void;
  /** Number of bytes written so far. */
  length(): number;
  /** Overwrites the four bytes at offset. */
  setU32(offset: number, value: number): void;
  finish(): Uint8Array;
}

const FIRST_SIZE = 16 * 1024;

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
    u64(value) {
      const start = reserve(8);
      view.setBigUint64(start, value, true);
    },
    bytes(value) {
      const start = reserve(value.length);
      buffer.set(value, start);
    },
    length: () => end,
    setU32(offset, value) {
      view.setUint32(offset, value, true);
    },
    finish: () => buffer.slice(0, end),
  };
}
