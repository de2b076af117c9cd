/** A JSON pointer (RFC 6901) one step further down. */
export function below(pointer: string, key: string | number): string {
  const name = typeof key === 'number' ? key : key.replaceAll('~', '~0').replaceAll('/', '~1');
  return `${pointer}/${name}`;
}
