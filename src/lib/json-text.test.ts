import fc from 'fast-check';
import t from 'tap';
import { type JsonValue, jsonText } from './json-text.ts';
import { parseJson } from './parse-json.ts';

t.test('values without big integers are written as JSON.stringify writes them', (t) => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => jsonText(value as JsonValue) === JSON.stringify(value)),
  );
  t.end();
});

t.test('a bigint has all its digits', (t) => {
  t.equal(jsonText({ limit: 2n ** 64n - 1n, none: undefined }), '{"limit":18446744073709551615}');
  fc.assert(
    fc.property(fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n }), (number) => {
      const read = parseJson(new TextEncoder().encode(jsonText([number])));
      return (read as bigint[])[0] === number;
    }),
  );
  t.end();
});
