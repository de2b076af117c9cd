/** Any JSON value; configurations of tests are deliberately untyped, since many are wrong. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** RFC 7396: objects are merged, null removes, everything else replaces. */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const merged = new Map(Object.entries(isObject(target) ? target : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

/** The value at a JSON pointer's segments; undefined where there is none. */
export function at(value: Json | undefined, ...segments: readonly string[]): Json | undefined {
  let found = value;
  for (const segment of segments) found = isObject(found) ? found[segment] : undefined;
  return found;
}
