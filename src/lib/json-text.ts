/** What jsonText writes; a property that is undefined is left out. */
export type JsonValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

/**
 * JSON on one line. A bigint is a number with all its digits, as readers with 64-bit integers want
 * it, and JSON.stringify has no way to write it.
 */
export function jsonText(value: JsonValue): string {
  if (typeof value === 'bigint') return `${value}`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(jsonText).join(',')}]`;
  const properties = Object.entries(value).flatMap(([key, property]) =>
    property === undefined ? [] : [`${JSON.stringify(key)}:${jsonText(property)}`],
  );
  return `{${properties.join(',')}}`;
}

/** Array.isArray() does not tell a readonly list from the rest. */
function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}
