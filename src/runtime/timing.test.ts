import t from 'tap';
import { mark } from '../host/marks.ts';
import type { Plan } from '../plan/plan.ts';
import { stamp } from '../plan/stamped.ts';
import { report } from './testing.ts';
import { beginMarks, timed } from './timing.ts';

const print = { op: 'print', at: '', what: 'print', fd: 1, text: 'x' } as const;
const plan: Plan = { report, slots: [], steps: [print] };

const phasesOf = ({ steps }: Plan): readonly string[] =>
  steps.flatMap((op) => (op.op === 'stamp' ? [op.phase] : []));

t.test('the parts of the planner come first, measured by itself; then what the plan does', (t) => {
  beginMarks();
  mark('host');
  const { steps } = timed(plan, 'state', '123456789012345678');
  t.match(steps, [
    { op: 'startClock', since: 123456789012345678n },
    { op: 'stamp', phase: 'planner: start' },
    { op: 'stamp', phase: 'planner: host' },
    { op: 'stamp', phase: 'planner: steps' },
    { op: 'stamp', phase: 'planner: answer', took: 0 },
    print,
    { op: 'stamp', phase: 'state', took: 0 },
  ]);
  for (const op of steps.slice(1, 4)) t.ok(op.op === 'stamp' && op.took > 0);
  t.end();
});

t.test('a plan that has phases keeps them', (t) => {
  const phases = phasesOf(timed({ ...plan, steps: [print, stamp('claim')] }, 'create', '1'));
  t.same(phases.slice(-2), ['planner: answer', 'claim']);
  t.end();
});

t.test('where nobody says when the planner was asked, time begins with the plan', (t) => {
  for (const asked of ['never', '', undefined]) {
    t.match(timed(plan, 'state', asked).steps[0], { op: 'startClock', since: 0n });
  }
  t.end();
});
