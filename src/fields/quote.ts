export { below } from '../lib/json-pointer.ts';

/** A text of a document as a message shows it: quoted, one line, control characters escaped. */
export function quote(text: string): string {
  return JSON.stringify(text);
}

/** The kernel takes C strings, in which NUL would end the text early. */
export function hasNul(text: string): boolean {
  return text.includes('\0');
}
