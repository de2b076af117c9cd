/** A number of bytes, of shares, of microseconds: a bigint where it is too large for a number. */
export type Quantity = number | bigint;

/** Undefined: it is none. */
export function wholeNumber(text: string): Quantity | undefined {
  return /^-?\d{1,18}$/.test(text) ? shortest(BigInt(text)) : undefined;
}

export function positive(text: string): Quantity | undefined {
  return text.startsWith('-') ? undefined : wholeNumber(text);
}

const units = ['', 'k', 'm', 'g', 't', 'p'];

/** As Docker's units: powers of 1024, in either case, with `b` or `ib` behind or not. */
export function byteCount(text: string): Quantity | undefined {
  if (text === '-1') return -1;
  const [, digits, unit = ''] = /^(\d{1,15}(?:\.\d{1,9})?) ?([kmgtp]?)(?:i?b)?$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const bytes = Math.floor(Number(digits) * 1024 ** units.indexOf(unit.toLowerCase()));
  return bytes < 2 ** 63 ? shortest(BigInt(bytes)) : undefined;
}

function shortest(value: bigint): Quantity {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
