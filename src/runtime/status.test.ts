import t from 'tap';
import { statusOf } from './status.ts';
import { containerOf } from './testing.ts';

const { record } = containerOf('running');
const process = { state: 'S', startTime: 99 };

t.test('a record without a pid is that of a create under way, or killed', (t) => {
  const { pid: _, startTime: __, ...creating } = record;
  t.equal(statusOf(creating, { process: undefined, waits: false }), 'creating');
  t.equal(statusOf(creating, { process, waits: true }), 'creating');
  t.end();
});

t.test('a process that waits at the gate is created, another one running', (t) => {
  t.equal(statusOf(record, { process, waits: true }), 'created');
  t.equal(statusOf(record, { process, waits: false }), 'running');
  for (const state of ['R', 'D', 'T', 't', 'I']) {
    t.equal(statusOf(record, { process: { ...process, state }, waits: false }), 'running', state);
  }
  t.end();
});

t.test('a zombie is stopped, however long its parent leaves it there', (t) => {
  for (const state of ['Z', 'X']) {
    t.equal(statusOf(record, { process: { ...process, state }, waits: true }), 'stopped', state);
  }
  t.end();
});

t.test('a process that is gone, or another one with the same pid, is stopped', (t) => {
  t.equal(statusOf(record, { process: undefined, waits: false }), 'stopped');
  t.equal(statusOf(record, { process: { ...process, startTime: 98 }, waits: true }), 'stopped');
  t.end();
});
