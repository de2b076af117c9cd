/**
 * The bit mask of a list such as `0-3,7`, lowest bit first in the first byte; empty for an empty
 * list. Undefined where text is no such list, a range runs backwards, or a number is not below limit.
 */
export function bitMask(text: string, limit: number): Uint8Array | undefined {
  const ranges = text
    .split(',')
    .flatMap((part) => (part.trim() === '' ? [] : [rangeOf(part, limit)]));
  if (ranges.includes(undefined)) return undefined;
  const known = ranges.filter((range) => range !== undefined);
  const highest = Math.max(-1, ...known.map(([, last]) => last));
  const mask = new Uint8Array(Math.ceil((highest + 1) / 8));
  for (const [first, last] of known) {
    for (let bit = first; bit <= last; bit += 1) {
      mask[bit >> 3] = (mask[bit >> 3] ?? 0) | (1 << (bit & 7));
    }
  }
  return mask;
}

/** The numbers of such a list, in their order; empty where text is none. */
export function bitList(text: string): readonly number[] {
  const ranges = text.split(',').map((part) => rangeOf(part, BITS_MAX));
  return ranges.flatMap((range) => {
    if (range === undefined) return [];
    const [first, last] = range;
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

/** More than any kernel has processors or memory nodes. */
const BITS_MAX = 1 << 16;

function rangeOf(part: string, limit: number): readonly [number, number] | undefined {
  const match = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(part.trim());
  if (match === null) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return first <= last && last < limit ? [first, last] : undefined;
}
