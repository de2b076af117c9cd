const U64_MAX = 0xffff_ffff_ffff_ffffn;
const WORD_VALUES = 2 ** 32;

/** The lower and the upper 32 bits of a value. Throws RangeError, with the label, for what has more than 64. */
export function halvesOf(value: number | bigint, label: string): readonly [number, number] {
  const exact = typeof value === 'bigint' || Number.isSafeInteger(value);
  if (!exact || value < 0 || value > U64_MAX) {
    throw new RangeError(`Cannot encode ${label} as u64: current value is ${value}`);
  }
  return typeof value === 'bigint'
    ? [Number(value & 0xffff_ffffn), Number(value >> 32n)]
    : [value % WORD_VALUES, Math.floor(value / WORD_VALUES)];
}
