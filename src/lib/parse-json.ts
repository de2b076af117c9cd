import { findJsonFault } from './json-fault.ts';

/** The deepest nesting of lists and objects that is read: deep enough for any document, shallow for any walk. */
export const maxJsonDepth = 1000;

/** Bytes that are not JSON. `line` and `column` count from 1, the column in UTF-16 units. */
export class JsonError extends Error {
  readonly line: number;
  readonly column: number;

  constructor(problem: string, place: { readonly line: number; readonly column: number }) {
    super(`line ${place.line}, column ${place.column}: ${problem}`);
    this.name = 'JsonError';
    this.line = place.line;
    this.column = place.column;
  }
}

/**
 * Reads JSON in UTF-8, strictly: no byte order mark, no invalid bytes, nothing after the value.
 *
 * A whole number that a double cannot hold exactly is a bigint. Of keys that occur twice the last
 * counts, as RFC 8259 lets a reader choose and Go's encoding/json does; a key `__proto__` is an
 * own property like any other.
 *
 * @throws {JsonError} with the line and column of the first fault
 */
export function parseJson(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  if (/^[ \t\n\r]*$/.test(text)) {
    throw new JsonError('the file is empty, a JSON value is needed', { line: 1, column: 1 });
  }
  const value = parse(text);
  // The engines' own parsers do not limit the depth, or each has another limit.
  if (mayBeTooDeep(text) && isDeeper(value, maxJsonDepth)) refuseFault(text);
  return mayHoldBigIntegers(text) ? parseExactly(text, value) : value;
}

/** The engines' own parsers say in no common form where a fault is. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    refuseFault(text);
    throw error;
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((below) => isDeeper(below, levels - 1));
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    const problem = 'the file begins with a byte order mark, which JSON has not: save it without';
    throw new JsonError(problem, { line: 1, column: 1 });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalidUtf8(bytes);
  }
}

function invalidUtf8(bytes: Uint8Array): JsonError {
  const text = new TextDecoder('utf-8').decode(bytes);
  const offset = firstReplacement(text, bytes);
  return new JsonError('the bytes here are not UTF-8', placeOf(text, offset));
}

/** The offset of the first replacement character that the bytes themselves do not have. */
function firstReplacement(text: string, bytes: Uint8Array): number {
  const encoder = new TextEncoder();
  let position = 0;
  let from = 0;
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) {
    position += encoder.encode(text.slice(from, at)).length;
    const genuine = bytes[position] === 0xef && bytes[position + 1] === 0xbf;
    if (!genuine || bytes[position + 2] !== 0xbd) return at;
    position += 3;
    from = at + 1;
  }
  return text.length;
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}

function refuseFault(text: string): void {
  const fault = findJsonFault(text, maxJsonDepth);
  if (fault !== undefined) throw new JsonError(fault.problem, placeOf(text, fault.offset));
}

/** Counts openings, which is quick; only a text with more of them than the depth is walked through. */
function mayBeTooDeep(text: string): boolean {
  let count = 0;
  for (const opening of ['{', '[']) {
    for (let at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, at + 1)) {
      count += 1;
      if (count > maxJsonDepth) return true;
    }
  }
  return false;
}

/** 2^53 has 16 digits. */
function mayHoldBigIntegers(text: string): boolean {
  return /\d{16}/.test(text);
}

/** A string, or a whole number of 16 digits and more; no part of a fraction or an exponent. */
const stringOrBigInteger = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

/**
 * Passes each big integer through the parser as a string that no other string begins like. What the text
 * is without that is rounded: what is not JSON must have failed before it is rewritten.
 */
function parseExactly(text: string, rounded: unknown): unknown {
  let mark = '#';
  while (text.includes(mark)) mark += '#';
  const rewritten = text.replace(stringOrBigInteger, (token) =>
    token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${mark}${token}"`,
  );
  return rewritten === text ? rounded : restored(JSON.parse(rewritten), mark);
}

/** The depth is limited by now, so that plain recursion is safe. */
function restored(node: unknown, mark: string): unknown {
  if (typeof node === 'string') {
    return node.startsWith(mark) ? BigInt(node.slice(mark.length)) : node;
  }
  if (typeof node !== 'object' || node === null) return node;
  const entries = node as Record<string, unknown>;
  for (const key of Object.keys(entries)) entries[key] = restored(entries[key], mark);
  return node;
}
