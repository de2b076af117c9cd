/** What a fatal signal does to a plan that heeds signals: it ends a wait, never the executor itself. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { NONE } from '../../src/plan/field-types.ts';
import type { Op } from '../../src/plan/ops.ts';
import { executePlan, words } from '../support/execute-plan.ts';
import { cloneTo, run } from '../support/native-steps.ts';
import { hasEnded } from '../support/processes.ts';

const heedSignals: Op = { op: 'heedSignals', ...words('heed signals') };
const CHILD = 0;

const clone = cloneTo(CHILD);
const onFailure = (...undo: readonly Op[]): Op => ({ op: 'onFailure', ...words('undo'), undo });
const awaitReady: Op = { op: 'awaitReady', ...words('wait'), point: 0, timeout: 0, out: NONE };
const killChild: Op = { op: 'killChild', ...words('end the child'), pid: CHILD };

t.test('A signal that is heeded', (t) => {
  for (const [name, code] of [
    ['TERM', 143],
    ['INT', 130],
    ['HUP', 129],
    ['QUIT', 131],
  ] as const) {
    t.test(`SIG${name} ends a program that is waited for, and what was done is undone`, (t) => {
      const directory = t.testdir();
      const [pid, undone] = [join(directory, 'pid'), join(directory, 'undone')];
      const hook = run(`echo $$ >${pid}; kill -${name} $PPID; exec sleep 1000`);
      // A second one must not end the undo.
      const undo = onFailure(run(`kill -${name} $PPID; sleep 0.2; echo yes >${undone}`));
      const outcome = executePlan([heedSignals, undo, hook]);
      t.equal(outcome.code, code);
      t.equal(
        outcome.stderr,
        `cannot run the hook: pelagos was interrupted by SIG${name}\n`,
        'one sentence',
      );
      t.ok(hasEnded(Number(readFileSync(pid, 'utf8'))));
      t.ok(existsSync(undone));
      t.end();
    });
  }

  t.test('is told behind the words of the lead of a step', (t) => {
    const lead = { errno: 0, then: 'lead', text: 'error running hook #0' } as const;
    const hook: Op = { ...run('kill -TERM $PPID; exec sleep 1000'), onErrno: [lead] };
    t.match(executePlan([heedSignals, hook]), {
      code: 143,
      stderr: 'error running hook #0: pelagos was interrupted by SIGTERM\n',
    });
    t.end();
  });

  t.test('ends the wait for a child, which is killed', (t) => {
    const pid = join(t.testdir(), 'pid');
    const parent = '$(cut -d" " -f4 /proc/$PPID/stat)';
    const child = clone(run(`echo $PPID >${pid}; kill -TERM ${parent}; exec sleep 3`));
    const outcome = executePlan([heedSignals, onFailure(killChild), child, awaitReady]);
    t.equal(outcome.code, 143);
    t.match(outcome.stderr, /^cannot wait: pelagos was interrupted by SIGTERM\n$/);
    t.ok(hasEnded(Number(readFileSync(pid, 'utf8'))));
    t.end();
  });
  t.test('is noticed behind the last wait, where a step looks for it', (t) => {
    const path = join(t.testdir({ busy: '' }), 'busy');
    const script = `(sleep 0.2; kill -TERM $$; sleep 0.1; rm ${path}) & exec "$@"`;
    const later = ['sh', '-c', script, 'sh'];
    const busy: Op = { op: 'awaitGone', ...words('be busy'), path, timeout: 10_000 };
    const look: Op = { op: 'expectNoSignal', ...words('end') };
    const outcome = executePlan([heedSignals, busy, look], { wrapper: later });
    t.equal(outcome.code, 143);
    t.equal(outcome.stderr, 'cannot end: pelagos was interrupted by SIGTERM\n');
    t.equal(executePlan([heedSignals, look]).code, 0, 'control');
    t.end();
  });
  t.end();
});

t.test('A signal that the caller ignores or blocks interrupts nothing', (t) => {
  const ignoring = ['sh', '-c', 'trap "" HUP; exec "$@"', 'sh'];
  const steps = [heedSignals, run('kill -HUP $PPID; sleep 0.1')];
  t.same(executePlan(steps, { wrapper: ignoring }).code, 0);
  t.equal(executePlan(steps).code, 129, 'control');
  t.end();
});

t.test('A program that is run finds no signal blocked', (t) => {
  const file = join(t.testdir(), 'out');
  const tell = run(`grep SigBlk /proc/self/status >>${file}`);
  const ready: Op = { op: 'ready', ...words('say it'), point: 0, value: NONE };
  const steps = [heedSignals, tell, clone(tell, ready), awaitReady];
  t.equal(executePlan(steps).stderr, '');
  t.match(readFileSync(file, 'utf8'), /^(SigBlk:\t0{16}\n){2}$/);
  t.end();
});
