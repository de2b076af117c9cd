import t from 'tap';
import { NONE } from './field-types.ts';
import type { Op } from './ops.ts';
import { stamped } from './stamped.ts';

const step: Op = { op: 'umask', at: '', what: 'x', mask: 0 };
const wait: Op = {
  op: 'awaitChild',
  at: '',
  what: 'wait',
  terminal: NONE,
  notify: NONE,
  service: NONE,
};
const phasesOf = (steps: readonly Op[]): readonly string[] =>
  steps.map((op) => (op.op === 'stamp' ? op.phase : op.op));

t.test('the end of a phase is noted behind its steps; without steps there is no phase', (t) => {
  t.same(phasesOf(stamped('start', [step, step])), ['umask', 'umask', 'start']);
  t.same(stamped('start', []), []);
  t.end();
});

t.test('the wait for the program is a phase of its own', (t) => {
  t.same(phasesOf(stamped('start', [step, wait, step])), [
    'umask',
    'start',
    'awaitChild',
    'program',
    'umask',
    'delete',
  ]);
  t.same(phasesOf(stamped('executed', [wait])), ['awaitChild', 'program']);
  t.end();
});
