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
  const value = parse(text);
  const found = survey(value, maxJsonDepth);
  // The engines' own parsers do not limit the depth, or each has another limit.
  if (found === 'too deep') refuseFault(text);
  return found === 'rounded' ? parseExactly(text, value) : value;
}

/** The engines' own parsers say in no common form where a fault is. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    refuseEmpty(text);
    refuseFault(text);
    throw error;
  }
}

/**
 * What may be wrong with a value: it is nested deeper than so many levels, or holds a number that is
 * perhaps a whole one and rounded. To look at the values is quicker than to look through the text.
 */
function survey(value: unknown, levels: number): 'too deep' | 'rounded' | 'plain' {
  if (typeof value === 'number') return isRounded(value) ? 'rounded' : 'plain';
  if (typeof value !== 'object' || value === null) return 'plain';
  if (levels === 0) return 'too deep';
  let worst: 'rounded' | 'plain' = 'plain';
  for (const below of Array.isArray(value) ? value : Object.values(value)) {
    if (typeof below === 'string') continue;
    const found = survey(below, levels - 1);
    if (found === 'too deep') return found;
    if (found === 'rounded') worst = found;
  }
  return worst;
}

/** From 2^53 on a double is a whole number that others are rounded to. */
function isRounded(value: number): boolean {
  return value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER;
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

function refuseEmpty(text: string): void {
  if (!/^[ \t\n\r]*$/.test(text)) return;
  throw new JsonError('the file is empty, a JSON value is needed', { line: 1, column: 1 });
}

function refuseFault(text: string): void {
  const fault = findJsonFault(text, maxJsonDepth);
  if (fault !== undefined) throw new JsonError(fault.problem, placeOf(text, fault.offset));
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
