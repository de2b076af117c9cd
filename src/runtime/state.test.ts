import fc from 'fast-check';
import t from 'tap';
import type { Text } from '../plan/field-types.ts';
import { checkState } from '../spec/check-state.ts';
import type { ContainerState } from '../spec/state.ts';
import { displayedText, hookState, planState } from './state.ts';
import { containerOf, plainRecord, report, trackOf } from './testing.ts';

const PID = 7;

/** The text with 4711 for the slot of the pid, as the executor prints it. */
function printed(text: Text): string {
  if (typeof text === 'string') return text;
  return text.map((part) => (part === PID ? '4711' : String(part))).join('');
}

const shown = (status: ContainerState, changes: object = {}) =>
  JSON.parse(printed(displayedText({ ...plainRecord, ...changes }, status, PID)));

t.test('the state has the keys that clients of runc read, in its order, and no other', (t) => {
  t.strictSame(Object.entries(shown('running')), [
    ['ociVersion', '1.3.0'],
    ['id', 'c1'],
    ['pid', 4711],
    ['status', 'running'],
    ['bundle', '/bundle'],
    ['rootfs', '/bundle/rootfs'],
    ['created', '2026-01-02T03:04:05.000000000Z'],
    ['annotations', { 'org.example.key': 'value' }],
    ['owner', ''],
  ]);
  t.end();
});

t.test('it is printed by the status of the moment', (t) => {
  const { steps } = planState(containerOf(), report);
  t.match(steps, [{ op: 'readInit' }, { op: 'byStatus' }]);
  for (const status of ['creating', 'created', 'running', 'paused', 'stopped'] as const) {
    const [print, ...more] = trackOf(steps, status);
    t.match(print, { op: 'print', fd: 1 });
    const text = print?.op === 'print' ? print.text : '';
    t.match(typeof text === 'string' ? text : text.join(''), `"status": "${status}"`);
    t.same(more, []);
  }
  t.end();
});

t.test('the pid is always there, and 0 where no process is', (t) => {
  t.equal(shown('created').pid, 4711);
  t.equal(shown('paused').pid, 4711);
  t.equal(shown('stopped').pid, 0);
  t.equal(shown('creating').pid, 0);
  t.end();
});

t.test('annotations are left out where there are none', (t) => {
  t.notOk('annotations' in shown('running', { annotations: {} }));
  t.end();
});

t.test('no text of a record is taken for the place of the pid', (t) => {
  const word = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\n  "pid": 0', '"pid": 0', '  "pid": 0,\n'),
  );
  const record = fc.record({ ociVersion: word, id: word, annotations: fc.dictionary(word, word) });
  fc.assert(
    fc.property(record, (changes) => {
      const { pid, ociVersion, id } = shown('running', changes);
      return pid === 4711 && ociVersion === changes.ociVersion && id === changes.id;
    }),
  );
  t.pass('for 100 records');
  t.end();
});

t.test('what is shown and what hooks read are states by the schema', (t) => {
  for (const status of ['creating', 'created', 'running', 'stopped'] as const) {
    t.ok(checkState(shown(status)).ok, status);
    t.ok(checkState(JSON.parse(printed(hookState(plainRecord, status, PID)))).ok, status);
  }
  t.same(JSON.parse(printed(hookState(plainRecord, 'stopped'))), {
    ociVersion: '1.3.0',
    id: 'c1',
    status: 'stopped',
    bundle: '/bundle',
    annotations: { 'org.example.key': 'value' },
  });
  t.equal(JSON.parse(printed(hookState(plainRecord, 'running', PID))).pid, 4711);
  t.end();
});
