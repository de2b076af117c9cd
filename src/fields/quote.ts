/** A text of a document as a message shows it: quoted, one line, control characters escaped. */
export function quote(text: string): string {
  return JSON.stringify(text);
}

/** A JSON pointer (RFC 6901) one step further down. */
export function below(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The kernel takes C strings, in which NUL would end the text early. */
export function hasNul(text: string): boolean {
  return text.includes('\0');
}
