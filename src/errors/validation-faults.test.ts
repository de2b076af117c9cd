import t from 'tap';
import {
  type Annotations,
  renderFaults,
  type SchemaError,
  validationFaults,
} from './validation-faults.ts';

const annotations: Annotations = {
  section: 'doc.md',
  parts: {
    list: {
      section: 'doc.md#list',
      parts: { '*': { parts: { size: { wanted: 'a size such as "2MB"' } } } },
    },
  },
};

function error(instancePath: string, keyword: string, params = {}): SchemaError {
  return { instancePath, keyword, params };
}

t.test('a fault has pointer, found, wanted and the nearest section', (t) => {
  const document = { list: [{ size: '2kB' }] };
  const faults = validationFaults(document, [error('/list/0/size', 'pattern')], annotations);
  t.same(faults, [
    {
      pointer: '/list/0/size',
      problem: 'found "2kB", wanted a size such as "2MB"',
      found: '"2kB"',
      wanted: 'a size such as "2MB"',
      section: 'doc.md#list',
    },
  ]);
  t.equal(
    renderFaults(faults),
    '/list/0/size: found "2kB", wanted a size such as "2MB" (doc.md#list)',
  );
  t.end();
});

t.test('a missing value is told at its own place', (t) => {
  const errors = [error('/list/0', 'required', { missingProperty: 'a/b~c' })];
  const [fault] = validationFaults({ list: [{}] }, errors, annotations);
  t.match(fault, { pointer: '/list/0/a~1b~0c', found: 'nothing', section: 'doc.md#list' });
  t.end();
});

t.test('all places are told, each once, without echoes', (t) => {
  const errors = [
    error('/a', 'type', { type: 'string' }),
    error('/a', 'enum', { allowedValues: ['x'] }),
    error('/b', 'if'),
    error('/c', 'anyOf'),
    error('/b', 'minimum', { limit: 1 }),
  ];
  const faults = validationFaults({ a: 1, b: 0 }, errors, annotations);
  t.same(
    faults.map(({ pointer, wanted }) => [pointer, wanted]),
    [
      ['/a', 'a string'],
      ['/b', 'a number of at least 1'],
    ],
  );
  t.end();
});

t.test('what is wanted is told in words', (t) => {
  const words: readonly [string, object, string][] = [
    ['type', { type: 'integer' }, 'a whole number'],
    ['type', { type: 'null' }, 'a value of type null'],
    ['integer64', { sign: 'unsigned' }, 'a whole number from 0 to 2^64 - 1'],
    ['integer64', { sign: 'signed' }, 'a whole number from -2^63 to 2^63 - 1'],
    ['enum', { allowedValues: ['a', 'b'] }, 'one of "a", "b"'],
    ['maximum', { limit: 7 }, 'a number of at most 7'],
    ['minItems', { limit: 1 }, 'a list of at least 1'],
    ['pattern', { pattern: '^x$' }, 'a string that matches ^x$'],
    ['required', { missingProperty: 'b' }, 'a value, which is required here'],
    ['newKeyword', {}, 'what the rule "newKeyword" allows'],
  ];
  for (const [keyword, params, wanted] of words) {
    const [fault] = validationFaults({ a: {} }, [error('/a', keyword, params)], annotations);
    t.equal(fault?.wanted, wanted, keyword);
  }
  t.end();
});

t.test('what is found is short and cannot break a line', (t) => {
  const found = (a: unknown): string | undefined =>
    validationFaults({ a }, [error('/a', 'type')], annotations)[0]?.found;
  t.equal(found(null), 'null');
  t.equal(found([]), 'an empty list');
  t.equal(found([1]), 'a list');
  t.equal(found({}), 'an object');
  t.equal(found(1.5), '1.5');
  t.equal(found(2n ** 64n), '18446744073709551616');
  t.equal(found('a\nb\u001b[1m'), '"a\\nb\\u001b[1m"');
  t.equal(found('x'.repeat(1000))?.length, 63);
  t.end();
});

t.test('keys of a document cannot reach the annotations of the engine', (t) => {
  const [fault] = validationFaults({}, [error('/__proto__/constructor', 'type')], annotations);
  t.match(fault, { section: 'doc.md', found: 'nothing' });
  t.end();
});

t.test('a fault of the whole document names it', (t) => {
  const faults = validationFaults([], [error('', 'type', { type: 'object' })], annotations);
  t.equal(renderFaults(faults), 'the document: found an empty list, wanted an object (doc.md)');
  t.end();
});
