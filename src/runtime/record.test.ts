import fc from 'fast-check';
import t from 'tap';
import { parseRecord, recordText, type StoredRecord } from './record.ts';
import { plainRecord } from './testing.ts';

/** The text with a number in the place of each slot, as the executor writes it. */
function written(text: ReturnType<typeof recordText>, values: Readonly<Record<number, number>>) {
  if (typeof text === 'string') return text;
  return text.map((part) => (typeof part === 'string' ? part : values[part])).join('');
}

const text = (changes: object): string => JSON.stringify({ ...plainRecord, ...changes });
const stored = plainRecord;

t.test('a record is read as it was written, before and after init exists', (t) => {
  t.strictSame(parseRecord(written(recordText(plainRecord), {}), '/s'), stored);
  const slots = { pid: 3, startTime: 4 };
  const complete = written(recordText(plainRecord, slots), { 3: 4711, 4: 123_456 });
  t.strictSame(parseRecord(complete, '/s'), { ...stored, pid: 4711, startTime: 123_456 });
  t.end();
});

t.test('whatever texts and keys a configuration brought in, they come back', (t) => {
  const strings = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(fc.dictionary(strings, strings), (annotations) => {
      const read = parseRecord(written(recordText({ ...plainRecord, annotations }), {}), '/s');
      t.strictSame(Object.entries(read.annotations), Object.entries(annotations));
    }),
    { numRuns: 50 },
  );
  t.end();
});

t.test('a damaged record, or one of another version, is refused with the cure', (t) => {
  const refused = [
    '',
    '{',
    'null',
    '[]',
    '1',
    '"c1"',
    '{}',
    text({}).slice(0, -1),
    `${text({})}x`,
    text({ version: 2 }),
    text({ version: '1' }),
    text({ id: 1 }),
    text({ bundle: undefined }),
    text({ created: null }),
    text({ rootfs: '/a\0' }),
    text({ annotations: undefined }),
    text({ annotations: { a: 1 } }),
    text({ annotations: [] }),
    text({ hasProcess: 1 }),
    text({ ownPidNamespace: undefined }),
    text({ cgroup: undefined }),
    text({ cgroup: { ...plainRecord.cgroup, directories: ['relative'] } }),
    text({ cgroup: { ...plainRecord.cgroup, directories: '/a' } }),
    text({ cgroup: { ...plainRecord.cgroup, freezer: undefined } }),
    text({ hooks: undefined }),
    text({ hooks: { poststop: [] } }),
    text({ hooks: { poststart: [], poststop: [{ path: 'relative' }] } }),
    text({ hooks: { poststart: [{ path: '/a', args: [1] }], poststop: [] } }),
    text({ hooks: { poststart: [{ path: '/a', timeout: -1 }], poststop: [] } }),
    text({ hooks: { poststart: [null], poststop: [] } }),
    text({ temporaryFiles: ['../x'] }),
    text({ temporaryFiles: {} }),
    text({ resctrlGroups: undefined }),
    text({ resctrlGroups: ['c1'] }),
    text({ pid: 5 }),
    text({ startTime: 5 }),
    text({ pid: 0, startTime: 5 }),
    text({ pid: 1, startTime: 5 }),
    text({ pid: -1, startTime: 5 }),
    text({ pid: '5', startTime: 5 }),
    text({ pid: 2 ** 32, startTime: 5 }),
    text({ pid: 5, startTime: -5 }),
  ];
  for (const damaged of refused) {
    t.throws(
      () => parseRecord(damaged, '/run/c1/state.json'),
      {
        code: 'unreadable-state',
        path: '/run/c1/state.json',
        message: /^cannot use the state record \/run\/c1\/state\.json: .*delete --force$/,
      },
      damaged.slice(0, 60),
    );
  }
  t.end();
});

t.test('no text makes it throw anything else, and what is accepted is whole', (t) => {
  const changed = fc
    .tuple(fc.constantFrom(...Object.keys(stored), 'pid', 'startTime', '__proto__'), fc.jsonValue())
    .map(
      ([key, value]) => `${text({}).slice(0, -1)},${JSON.stringify(key)}:${JSON.stringify(value)}}`,
    );
  const holds = (candidate: string): boolean => {
    let record: StoredRecord;
    try {
      record = parseRecord(candidate, '/s');
    } catch (error) {
      return error instanceof Error && 'code' in error && error.code === 'unreadable-state';
    }
    return (
      Object.keys(record.annotations).length >= 0 &&
      record.cgroup.directories.every((path) => path.startsWith('/')) &&
      record.hooks.poststop.every(({ path }) => path.startsWith('/')) &&
      (record.pid === undefined) === (record.startTime === undefined)
    );
  };
  t.doesNotThrow(() =>
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), changed), holds), { numRuns: 500 }),
  );
  t.end();
});

t.test('__proto__ in a record pollutes nothing', (t) => {
  parseRecord(`{"__proto__": {"polluted": 1}, ${text({}).slice(1)}`, '/s');
  t.notOk('polluted' in {});
  t.end();
});
