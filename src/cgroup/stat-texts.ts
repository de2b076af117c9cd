/** What the file of that name in the container's cgroup says; undefined: there is none. */
export type ReadStat = (file: string) => string | undefined;

/** 2^64-1: what stands for "no limit" where a number is wanted. */
export const NO_LIMIT = 2n ** 64n - 1n;

/** The number that is all of a file; `max` is NO_LIMIT; undefined where the text is no number. */
export function numberOf(text: string | undefined): bigint | undefined {
  const trimmed = text?.trim();
  if (trimmed === 'max') return NO_LIMIT;
  return trimmed !== undefined && /^-?\d+$/.test(trimmed) ? BigInt(trimmed) : undefined;
}

/** The same, and 0 where there is no number. */
export function numberOrZero(text: string | undefined): bigint {
  return numberOf(text) ?? 0n;
}

/** Lines of a key and a number, as in cpu.stat and memory.stat; other lines are left out. */
export function keyedNumbers(text: string | undefined): ReadonlyMap<string, bigint> {
  const pairs = (text ?? '').split('\n').flatMap((line) => {
    const [, key, value] = /^(\S+) (\d+)$/.exec(line) ?? [];
    return key === undefined || value === undefined ? [] : [[key, BigInt(value)] as const];
  });
  return new Map(pairs);
}

/** The numbers of a text with anything blank between them. */
export function numbersIn(text: string | undefined): readonly bigint[] {
  const words = (text ?? '').split(/\s+/);
  return words.filter((word) => /^\d+$/.test(word)).map(BigInt);
}

/** Not 0, which counts as absent in the events of runc. */
export function unlessZero(number: bigint | undefined): bigint | undefined {
  return number === 0n ? undefined : number;
}

/** Not empty. */
export function unlessEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}
