/**
 * Evaluated in the engine of the quick planner, for tests: reads a file with a function of the host and
 * arguments for many calls, and answers with the bytes that each call gives.
 */

declare const host: {
  arguments(): string[];
  open(path: string, flags: number): number;
  fstat(fd: number): readonly [mode: number, size: number];
  read(fd: number, bytes: Uint8Array, offset: number, length: number): number;
  write(fd: number, bytes: Uint8Array, offset: number, length: number): number;
  decode(bytes: Uint8Array, fatal: boolean): string;
  encode(text: string): Uint8Array;
} & Record<string, (...values: readonly unknown[]) => Uint8Array | string | undefined>;

const ANSWER_FD = 3;
/** In the place of a length: the call threw, or gave nothing. */
const REFUSED = 0xffff_ffff;

function readText(path: string): string {
  const fd = host.open(path, 0);
  const bytes = new Uint8Array(host.fstat(fd)[1]);
  for (let end = 0; end < bytes.length; ) end += host.read(fd, bytes, end, bytes.length - end);
  return host.decode(bytes, true);
}

/** What JSON has no word for is an object `{ $: …, of }` (test/support/quick-host.ts). */
function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== 'object' || value === null) return value;
  const { $: type, of } = value as { $?: string; of: never };
  if (type === 'undefined') return undefined;
  if (type === 'bigint') return BigInt(of);
  if (type === 'number') return Number(of);
  if (type === 'bytes') return Uint8Array.from(of as number[]);
  // An engine may keep a sum of long texts as the two that it is made of.
  if (type === 'sum') return (of as string[]).reduce((sum, part) => sum + part, '');
  return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, revived(of)]));
}

function bytesOf(name: string, values: readonly unknown[]): Uint8Array | undefined {
  try {
    const result = host[name]?.(...values);
    return typeof result === 'string' ? host.encode(result) : result;
  } catch {
    return undefined;
  }
}

function answer(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += host.write(ANSWER_FD, bytes, at, bytes.length - at);
}

Object.assign(globalThis, {
  answerOnce(): void {
    const [, path = ''] = host.arguments();
    const [name, calls] = JSON.parse(readText(path)) as [string, unknown[][]];
    for (const values of calls) {
      const bytes = bytesOf(name, revived(values) as unknown[]);
      answer(new Uint8Array(Uint32Array.of(bytes?.length ?? REFUSED).buffer));
      if (bytes !== undefined) answer(bytes);
    }
  },
  hasAnswered: true,
});
