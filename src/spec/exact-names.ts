/** The names of the properties of a document and what is below them; `*` is every item or value. */
export interface PropertyNames {
  readonly [name: string]: PropertyNames;
}

/**
 * The document with its properties named as the specification names them, and without those that are
 * null. Whoever reads JSON in Go takes `pagesize` for `pageSize` and null for no value, and documents
 * are written that rely on it. A property of the exact name is never replaced, and what is free
 * (annotations, sysctls) stays as it is.
 */
export function withExactNames(value: unknown, names: PropertyNames): unknown {
  return isExact(value, names) ? value : renamed(value, names);
}

/** Nearly every document is: looking is cheaper than making another. */
function isExact(value: unknown, names: PropertyNames): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const every = names['*'];
  if (Array.isArray(value)) {
    return every === undefined || value.every((item) => isExact(item, every));
  }
  const entries = value as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(entries)) {
    const isKnown = Object.hasOwn(names, name);
    if (!isKnown && exactName(name, { names, value }) !== name) return false;
    const part = entries[name];
    if (typeof part !== 'object') continue;
    if (isKnown && part === null) return false;
    const below = isKnown ? names[name] : every;
    if (below !== undefined && !isExact(part, below)) return false;
  }
  return true;
}

function renamed(value: unknown, names: PropertyNames): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const every = names['*'];
  if (Array.isArray(value)) {
    return every === undefined ? value : value.map((item) => renamed(item, every));
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) => {
      const exact = exactName(name, { names, value });
      const isKnown = Object.hasOwn(names, exact);
      if (isKnown && part === null) return [];
      const below = isKnown ? names[exact] : every;
      return [[exact, below === undefined ? part : renamed(part, below)]];
    }),
  );
}

function exactName(
  name: string,
  { names, value }: { readonly names: PropertyNames; readonly value: object },
): string {
  if (Object.hasOwn(names, name)) return name;
  const lower = name.toLowerCase();
  const exact = Object.keys(names).find((known) => known.toLowerCase() === lower);
  return exact === undefined || Object.hasOwn(value, exact) ? name : exact;
}
