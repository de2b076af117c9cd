import t from 'tap';
import { checkState } from '../spec/check-state.ts';
import { displayedState, hookState } from './state.ts';
import { containerOf, plainRecord } from './testing.ts';

t.test('the state has the keys that clients of runc read, in its order, and no other', (t) => {
  t.strictSame(Object.entries(displayedState(containerOf('running'))), [
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

t.test('the pid is always there, and 0 where no process is', (t) => {
  t.equal(displayedState(containerOf('created')).pid, 4711);
  t.equal(displayedState(containerOf('stopped')).pid, 0);
  t.equal(displayedState(containerOf('creating')).pid, 0);
  t.end();
});

t.test('annotations are left out where there are none', (t) => {
  t.notOk('annotations' in displayedState(containerOf('running', { annotations: {} })));
  t.end();
});

t.test('what is shown and what hooks read are states by the schema', (t) => {
  for (const status of ['creating', 'created', 'running', 'stopped'] as const) {
    t.ok(checkState(displayedState(containerOf(status))).ok, status);
    t.ok(checkState(JSON.parse(String(hookState(plainRecord, status, 5)))).ok, status);
  }
  t.same(JSON.parse(String(hookState(plainRecord, 'stopped', undefined))), {
    ociVersion: '1.3.0',
    id: 'c1',
    status: 'stopped',
    bundle: '/bundle',
    annotations: { 'org.example.key': 'value' },
  });
  t.end();
});
