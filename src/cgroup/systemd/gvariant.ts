import type { BusValue, Variant } from '../../lib/bus-message.ts';

/**
 * The value of a GVariant text (GLib, "GVariant Text Format"), as annotations hold properties of
 * units: `true`, `15` (int32), `uint64 10000000`, `'text'`, `['crio.service']`, `[('/dev/null', 'rw')]`,
 * `@as []`. Undefined where text is no such value, or its type is neither told nor clear.
 */
export function parseGvariant(text: string): Variant | undefined {
  const tokens = tokenize(text);
  if (tokens === undefined) return undefined;
  const state: State = { tokens, at: 0 };
  const value = parseValue(state, undefined);
  return state.at === tokens.length ? value : undefined;
}

interface State {
  readonly tokens: readonly string[];
  at: number;
}

const TOKEN =
  /\s*(@[a-z(){}]+|[A-Za-z]\w*|[-+]?[\w.]+(?:e[-+]?\d+)?|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[[\](),])/y;

function tokenize(text: string): readonly string[] | undefined {
  const tokens: string[] = [];
  const source = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const token = TOKEN.exec(source)?.[1];
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}

const keywords: ReadonlyMap<string, string> = new Map([
  ['boolean', 'b'],
  ['byte', 'y'],
  ['int16', 'n'],
  ['uint16', 'q'],
  ['int32', 'i'],
  ['uint32', 'u'],
  ['int64', 'x'],
  ['uint64', 't'],
  ['double', 'd'],
  ['string', 's'],
  ['objectpath', 'o'],
  ['signature', 'g'],
]);

/** Types that an annotation may name: properties of units have no others. */
const TYPE = /^a*(?:[bynqiuxtdso]|\([bynqiuxtdsao()]+\))$/;

function parseValue(state: State, wanted: string | undefined): Variant | undefined {
  const token = state.tokens[state.at];
  state.at += 1;
  if (token === undefined) return undefined;
  const named = token.startsWith('@') ? token.slice(1) : keywords.get(token);
  if (named !== undefined) {
    if (!TYPE.test(named) || (wanted !== undefined && wanted !== named)) return undefined;
    return parseValue(state, named);
  }
  if (token === '[') return parseArray(state, wanted);
  if (token === '(') return parseTuple(state, wanted);
  return parseScalar(token, wanted);
}

function parseArray(state: State, wanted: string | undefined): Variant | undefined {
  if (wanted !== undefined && !wanted.startsWith('a')) return undefined;
  let type = wanted?.slice(1);
  const entries = parseList(state, ']', () => {
    const entry = parseValue(state, type);
    type ??= entry?.signature;
    return entry;
  });
  if (entries === undefined || type === undefined) return undefined;
  return { signature: `a${type}`, value: entries.map(({ value }) => value) };
}

function parseTuple(state: State, wanted: string | undefined): Variant | undefined {
  const entries = parseList(state, ')', () => parseValue(state, undefined));
  if (entries === undefined || entries.length === 0) return undefined;
  const signature = `(${entries.map((entry) => entry.signature).join('')})`;
  if (wanted !== undefined && wanted !== signature) return undefined;
  return { signature, value: entries.map(({ value }) => value) };
}

function parseList(
  state: State,
  end: string,
  parseEntry: () => Variant | undefined,
): readonly Variant[] | undefined {
  const entries: Variant[] = [];
  while (state.tokens[state.at] !== end) {
    const entry = parseEntry();
    if (entry === undefined) return undefined;
    entries.push(entry);
    if (state.tokens[state.at] === end) break;
    if (state.tokens[state.at] !== ',') return undefined;
    state.at += 1;
  }
  state.at += 1;
  return entries;
}

function parseScalar(token: string, wanted: string | undefined): Variant | undefined {
  if (/^['"]/.test(token)) return typed(wanted ?? 's', 'sog', unquoted(token));
  if (token === 'true' || token === 'false') return typed(wanted ?? 'b', 'b', token === 'true');
  if (wanted === 'd' || /^[-+]?\d*\.\d*(?:e[-+]?\d+)?$/.test(token)) {
    const number = Number(token);
    return Number.isFinite(number) ? typed(wanted ?? 'd', 'd', number) : undefined;
  }
  return parseWhole(token, wanted ?? 'i');
}

function typed(type: string, allowed: string, value: BusValue | undefined): Variant | undefined {
  if (value === undefined || !allowed.includes(type)) return undefined;
  return { signature: type, value };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function unquoted(token: string): string | undefined {
  const text = token
    .slice(1, -1)
    .replace(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter);
  return text.includes('\0') ? undefined : text;
}

const widths: Readonly<Record<string, readonly [bits: number, signed: boolean]>> = {
  y: [8, false],
  n: [16, true],
  q: [16, false],
  i: [32, true],
  u: [32, false],
  x: [64, true],
  t: [64, false],
};

function parseWhole(token: string, type: string): Variant | undefined {
  const match = /^([-+]?)(0[xX][0-9a-fA-F]{1,16}|\d{1,20})$/.exec(token);
  const width = widths[type];
  if (match === null || width === undefined) return undefined;
  const [bits, signed] = width;
  const magnitude = BigInt(match[2] ?? '');
  const value = match[1] === '-' ? -magnitude : magnitude;
  const fitting = signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
  return fitting === value ? { signature: type, value } : undefined;
}
