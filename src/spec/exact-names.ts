/** The names of the properties of a document and what is below them; `*` is every item or value. */
export interface PropertyNames {
  readonly [name: string]: PropertyNames;
}

/**
 * The document with its properties named as the specification names them. Whoever reads JSON in Go
 * takes `pagesize` for `pageSize`, and documents are written that rely on it. A property of the exact
 * name is never replaced, and what is free (annotations, sysctls) stays as it is.
 */
export function withExactNames(value: unknown, names: PropertyNames): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const every = names['*'];
  if (Array.isArray(value)) {
    return every === undefined ? value : value.map((item) => withExactNames(item, every));
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => {
      const exact = exactName(name, { names, value });
      const below = Object.hasOwn(names, exact) ? names[exact] : every;
      return [exact, below === undefined ? part : withExactNames(part, below)];
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
