/** The first 64 primes' cube roots and the first 8 primes' square roots give the constants. Source: FIPS 180-4. */
const primes = firstPrimes(64);
const roundConstants = primes.map((prime) => fraction(Math.cbrt(prime)));
const firstState = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

const BLOCK = 64;
const LENGTH_FIELD = 8;

function firstPrimes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}

/** The first 32 bits behind the point. */
function fraction(value: number): number {
  return Math.floor((value - Math.floor(value)) * 2 ** 32) | 0;
}

function rotate(value: number, bits: number): number {
  return (value >>> bits) | (value << (32 - bits));
}

/** The SHA-256 of the UTF-8 of text, as 64 hexadecimal digits. */
export function sha256(text: string): string {
  const message = padded(new TextEncoder().encode(text));
  const view = new DataView(message.buffer);
  const state = Int32Array.from(firstState);
  const schedule = new Int32Array(BLOCK);
  for (let offset = 0; offset < message.length; offset += BLOCK) {
    expand(view, offset, schedule);
    compress(state, schedule);
  }
  return [...state].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

function padded(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = Math.ceil((data.length + 1 + LENGTH_FIELD) / BLOCK) * BLOCK;
  const message = new Uint8Array(length);
  message.set(data);
  message[data.length] = 0x80;
  new DataView(message.buffer).setBigUint64(length - LENGTH_FIELD, BigInt(data.length) * 8n);
  return message;
}

function expand(view: DataView, offset: number, schedule: Int32Array): void {
  for (let i = 0; i < 16; i += 1) schedule[i] = view.getInt32(offset + i * 4);
  for (let i = 16; i < BLOCK; i += 1) {
    const early = schedule[i - 15] ?? 0;
    const late = schedule[i - 2] ?? 0;
    const first = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const second = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    schedule[i] = (schedule[i - 16] ?? 0) + first + (schedule[i - 7] ?? 0) + second;
  }
}

function compress(state: Int32Array, schedule: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < BLOCK; i += 1) {
    const big1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const choice = (e & f) ^ (~e & g);
    const one = (h + big1 + choice + (roundConstants[i] ?? 0) + (schedule[i] ?? 0)) | 0;
    const big0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const two = (big0 + majority) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] = (state[i] ?? 0) + word;
}
