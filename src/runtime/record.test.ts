import fc from 'fast-check';
import t from 'tap';
import { type ContainerRecord, parseRecord } from './record.ts';
import { plainRecord } from './testing.ts';

const text = (changes: object): string => JSON.stringify({ ...plainRecord, ...changes });
const stored = plainRecord;

t.test('a record is read as it was written', (t) => {
  t.strictSame(parseRecord(text({}), '/s'), stored);
  t.end();
});

t.test('whatever texts and keys a configuration brought in, they come back', (t) => {
  const strings = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(fc.dictionary(strings, strings), (annotations) => {
      const read = parseRecord(text({ annotations }), '/s');
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
    text({ version: 1 }),
    text({ version: '2' }),
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
    text({ cgroup: { ...plainRecord.cgroup, unified: 1 } }),
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
    .tuple(fc.constantFrom(...Object.keys(stored), '__proto__'), fc.jsonValue())
    .map(
      ([key, value]) => `${text({}).slice(0, -1)},${JSON.stringify(key)}:${JSON.stringify(value)}}`,
    );
  const holds = (candidate: string): boolean => {
    let record: ContainerRecord;
    try {
      record = parseRecord(candidate, '/s');
    } catch (error) {
      return error instanceof Error && 'code' in error && error.code === 'unreadable-state';
    }
    return (
      Object.keys(record.annotations).length >= 0 &&
      record.cgroup.directories.every((path) => path.startsWith('/')) &&
      record.hooks.poststop.every(({ path }) => path.startsWith('/'))
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
