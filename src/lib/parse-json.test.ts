import fc from 'fast-check';
import t from 'tap';
import { JsonError, maxJsonDepth, parseJson } from './parse-json.ts';

function parse(text: string): unknown {
  return parseJson(new TextEncoder().encode(text));
}

function messageOf(bytes: Uint8Array | string): string {
  try {
    parseJson(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
  } catch (error) {
    if (error instanceof JsonError) return error.message;
    throw error;
  }
  return 'no error';
}

t.test('JSON is read as JSON.parse reads it', (t) => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      fc.pre(!/\d{16}/.test(text));
      t.same(parse(text), JSON.parse(text));
    }),
  );
  t.end();
});

t.test('whole numbers that a double cannot hold are bigints, exactly', (t) => {
  t.same(parse('[18446744073709551615, -9223372036854775808]'), [
    18446744073709551615n,
    -9223372036854775808n,
  ]);
  t.equal(parse('9007199254740991'), Number.MAX_SAFE_INTEGER);
  t.equal(parse('9007199254740993'), 9007199254740993n);
  fc.assert(
    fc.property(fc.bigInt(), fc.string(), (number, text) => {
      const found = parse(
        `{"n": [${number}], ${JSON.stringify(`#${text}`)}: ${JSON.stringify(text)}}`,
      );
      const [read] = (found as { n: (number | bigint)[] }).n;
      t.equal(BigInt(read ?? 0), number);
    }),
  );
  t.end();
});

t.test('digits in strings, fractions and exponents stay what they are', (t) => {
  t.equal(parse('"18446744073709551615"'), '18446744073709551615');
  t.equal(parse('"\\"18446744073709551615"'), '"18446744073709551615');
  t.equal(parse('0.12500000000000000000'), 0.125);
  t.equal(parse('1.5e0000000000000000001'), 15);
  t.equal(parse('1e-0000000000000000001'), 0.1);
  t.same(parse('["#18446744073709551615", "##", 18446744073709551615]'), [
    '#18446744073709551615',
    '##',
    18446744073709551615n,
  ]);
  t.end();
});

t.test('a fault is told with its line and column', (t) => {
  const faults: readonly [string, string][] = [
    ['{\n  "a": }', 'line 2, column 8: expected a value, found "}"'],
    ['{"a" 1}', 'line 1, column 6: expected ":" after the key, found "1"'],
    ['[1,]', 'line 1, column 4: expected a value, found "]"'],
    ['{"a":1,}', 'line 1, column 8: expected a key in double quotes, found "}"'],
    ["{'a':1}", `line 1, column 2: expected a key in double quotes or "}", found "'"`],
    ['[1}', 'line 1, column 3: expected "," or the end of the list or object, found "}"'],
    ['{"a":1} x', 'line 1, column 9: expected the end of the text, found "x"'],
    ['{"a":1}{}', 'line 1, column 8: expected the end of the text, found "{"'],
    ['[', 'line 1, column 2: expected a value or "]", the text ends'],
    ['[01]', 'line 1, column 2: expected a value or "]", found "0"'],
    ['["\\x"]', 'line 1, column 2: expected a value'],
    ['["a\nb"]', 'line 1, column 2: expected a value'],
    ['[nul]', 'line 1, column 2: expected a value'],
    ['99999999999999999999x', 'line 1, column 1: expected a value'],
    ['{99999999999999999999:1}', 'line 1, column 2: expected a key'],
  ];
  for (const [text, message] of faults) t.match(messageOf(text), message, text);
  t.end();
});

t.test('every text that JSON.parse refuses is refused with a place', (t) => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(), fc.constantFrom(...'{}[]",:x0-.\\\n'), (value, at, c) => {
      const text = JSON.stringify(value);
      const cut = at % (text.length + 1);
      const broken = text.slice(0, cut) + c + text.slice(cut);
      let valid = true;
      try {
        JSON.parse(broken);
      } catch {
        valid = false;
      }
      t.match(messageOf(broken), valid ? 'no error' : /^line 1, column|^line 2, column/, broken);
    }),
    { numRuns: 500 },
  );
  t.end();
});

t.test('an empty file, a byte order mark and invalid UTF-8 are refused', (t) => {
  t.match(messageOf(''), 'the file is empty');
  t.match(messageOf(' \n'), 'the file is empty');
  t.match(messageOf('\ufeff{}'), 'byte order mark');
  const bytes = (...parts: (string | number)[]): Uint8Array =>
    Uint8Array.from(parts.flatMap((p) => (typeof p === 'number' ? p : [...Buffer.from(p)])));
  t.match(messageOf(bytes('{\n"a', 0xff, '"}')), 'line 2, column 3: the bytes here are not UTF-8');
  t.match(messageOf(bytes('"\ufffd', 0xc0, '"')), 'line 1, column 3: the bytes here are not UTF-8');
  t.match(messageOf(bytes('"\u00e9', 0xe9)), 'line 1, column 3: the bytes here are not UTF-8');
  t.match(messageOf(bytes('"', 0xed, 0xa0, 0x80, '"')), 'line 1, column 2');
  t.end();
});

t.test('nesting is limited, and no depth exhausts the stack', (t) => {
  const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
  t.ok(parse(nested(maxJsonDepth)));
  t.match(messageOf(nested(maxJsonDepth + 1)), /column 1001: .*nested deeper than 1000/);
  t.match(messageOf('['.repeat(100_000)), 'nested deeper');
  t.match(messageOf('{"a":'.repeat(100_000)), 'nested deeper');
  t.ok(parse(`[${'[],'.repeat(5000)}[]]`), 'many openings side by side are no depth');
  t.end();
});

t.test('keys that mean something to the engine are properties like any other', (t) => {
  const found = parse('{"__proto__": {"polluted": 18446744073709551615}, "constructor": 1}');
  t.ok(Object.hasOwn(found as object, '__proto__'));
  t.equal(Object.getPrototypeOf(found), Object.prototype);
  t.notOk('polluted' in {});
  t.end();
});

t.test('of two equal keys the last counts', (t) => {
  t.same(parse('{"a": 1, "a": 2}'), { a: 2 });
  t.end();
});
