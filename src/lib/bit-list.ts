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

function rangeOf(part: string, limit: number): readonly [number, number] | undefined {
  const match = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(part.trim());
  if (match === null) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return first <= last && last < limit ? [first, last] : undefined;
}
