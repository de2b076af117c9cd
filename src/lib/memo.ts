/** A pure function of one object that is computed once for each object. */
export function memo<A extends object, R>(compute: (argument: A) => R): (argument: A) => R {
  const known = new WeakMap<A, { readonly result: R }>();
  return (argument) => {
    const found = known.get(argument);
    if (found !== undefined) return found.result;
    const result = compute(argument);
    known.set(argument, { result });
    return result;
  };
}
