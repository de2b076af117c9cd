import t from 'tap';
import { contextOf } from '../fields/testing.ts';
import { NONE } from '../plan/field-types.ts';
import type { Op } from '../plan/ops.ts';
import { brokenOrder } from '../plan/order.ts';
import type { Process } from '../spec/config.ts';
import { defaultSpec } from './default-spec.ts';
import { planRun } from './run.ts';
import { report } from './testing.ts';

function planned(
  given: {
    readonly foreground?: boolean;
    readonly keep?: boolean;
    readonly subreaper?: boolean;
    readonly process?: Partial<Process>;
  } = {},
) {
  const { foreground = true, keep = false, subreaper = true, process = {} } = given;
  const spec = defaultSpec();
  const context = contextOf({
    spec: { ...spec, process: { cwd: '/', args: ['true'], ...process } },
    options: { foreground, pidFile: '/p' },
  });
  return planRun({ context, config: '{}', root: '/run/pelagos', report, keep, subreaper });
}

const namesOf = (steps: readonly Op[]): readonly string[] => steps.map(({ op }) => op);

t.test('run lets init go, writes the pid, waits, and deletes what is still the same', (t) => {
  const { steps, slots } = planned();
  const names = namesOf(steps);
  const gate = names.indexOf('openGate');
  t.same(names.slice(gate), ['openGate', 'writeFile', 'awaitChild', 'unlessStale']);
  t.match(steps.at(-2), { terminal: NONE });
  const last = steps.at(-1);
  const deletion = last?.op === 'unlessStale' ? last.steps : [];
  t.match(namesOf(deletion).slice(0, 3), ['lock', 'readInit', 'byStatus']);
  t.equal(deletion.at(-1)?.op, 'removeDirectory');
  t.ok(names.indexOf('holdSignals') < names.lastIndexOf('go'));
  t.ok(names.indexOf('becomeSubreaper') < names.lastIndexOf('go'));
  const closed = steps.slice(0, gate).map((op) => (op.op === 'close' ? slots[op.slot] : ''));
  t.ok(closed.includes('gate') && closed.includes('result'));
  t.same(brokenOrder(steps), []);
  t.end();
});

t.test('run --detach ends when the program runs', (t) => {
  const names = namesOf(planned({ foreground: false }).steps);
  t.same(names.slice(-2), ['openGate', 'writeFile']);
  t.notOk(names.includes('holdSignals') || names.includes('becomeSubreaper'));
  t.end();
});

t.test('run --keep leaves the container, and --no-subreaper its orphans', (t) => {
  const names = namesOf(planned({ keep: true, subreaper: false }).steps);
  t.equal(names.at(-1), 'awaitChild');
  t.notOk(names.includes('becomeSubreaper'));
  t.end();
});

t.test('run takes the terminal itself before the program runs', (t) => {
  const { steps, slots } = planned({ process: { terminal: true } });
  const names = namesOf(steps);
  t.ok(names.indexOf('takeTerminal') < names.lastIndexOf('go'));
  const wait = steps.find((op) => op.op === 'awaitChild');
  t.equal(wait?.op === 'awaitChild' ? slots[wait.terminal] : '', 'terminal master');
  t.end();
});

t.test('a configuration without a process is refused before anything is done', (t) => {
  const context = contextOf({ spec: {}, options: { foreground: true } });
  const input = { context, config: '{}', root: '/r', report, keep: false, subreaper: true };
  t.throws(() => planRun(input), { code: 'invalid-config', message: /has no process/ });
  t.end();
});
