export { below } from '../lib/json-pointer.ts';

/** More than this of one text hides the rest of the message. */
const mostShown = 500;

/** A text of a document as a message shows it: quoted, one line, control characters escaped, cut where it is very long. */
export function quote(text: string): string {
  if (text.length <= mostShown) return JSON.stringify(text);
  return `${JSON.stringify(text.slice(0, mostShown))} and ${text.length - mostShown} characters more`;
}

/** The kernel takes C strings, in which NUL would end the text early. */
export function hasNul(text: string): boolean {
  // The quick planner's engine looks for one character eight times faster so than by includes.
  return text.replaceAll('\0', '').length < text.length;
}
