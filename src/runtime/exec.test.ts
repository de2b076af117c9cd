import t from 'tap';
import { contextOf } from '../fields/testing.ts';
import type { Op } from '../plan/ops.ts';
import { brokenOrder } from '../plan/order.ts';
import { planExec } from './exec.ts';
import { containerOf, report, trackOf } from './testing.ts';

const types = ['pid', 'mount', 'user'] as const;

function planned(
  given: {
    readonly pidFile?: string;
    readonly ignorePaused?: boolean;
    readonly foreground?: boolean;
  } = {},
) {
  const linux = { namespaces: types.map((type) => ({ type })) };
  const context = contextOf({
    mode: 'exec',
    spec: { process: { cwd: '/', args: ['true'] }, linux },
    options: {
      pidFile: given.pidFile,
      enteredCgroups: [],
      foreground: given.foreground ?? false,
    },
  });
  const { ignorePaused = false } = given;
  return planExec({ container: containerOf(), context, ignorePaused, report });
}

const namesOf = (steps: readonly Op[]): readonly string[] => steps.map(({ op }) => op);

t.test('exec opens init before it clones, and waits for execve before it writes a pid', (t) => {
  const plan = planned({ pidFile: '/p' });
  const names = namesOf(plan.steps);
  t.same(names.slice(0, 4), ['readInit', 'byStatus', 'openProcess', 'clone']);
  t.same(names.slice(-3), ['go', 'awaitExecuted', 'writeFile']);
  t.same(brokenOrder(plan.steps), []);
  t.notOk(namesOf(planned().steps).includes('writeFile'));
  t.end();
});

t.test('the namespaces of init are joined at once, and gone on in by a child', (t) => {
  const clone = planned().steps.find(({ op }) => op === 'clone');
  const init = clone?.op === 'clone' ? clone.init : [];
  t.match(init, [
    { op: 'setDumpable', dumpable: false },
    { op: 'setGroups', groups: [] },
    { op: 'joinProcess', flags: 0x2000_0000 + 0x0002_0000 + 0x1000_0000 },
    { op: 'setIds', uid: 0, gid: 0 },
    { op: 'parentDeath' },
    { op: 'close' },
    { op: 'continueInChild', flags: 0 },
    { op: 'ready' },
  ]);
  t.end();
});

t.test('exec is refused with 255 but in a container that is created or running', (t) => {
  const { steps } = planned();
  t.same([trackOf(steps, 'created'), trackOf(steps, 'running')], [[], []]);
  t.match(trackOf(steps, 'stopped'), [
    { op: 'fail', message: 'cannot exec in a stopped container', code: 255 },
  ]);
  t.match(trackOf(steps, 'creating'), [{ op: 'fail', code: 255 }]);
  const message = 'cannot exec in a paused container (use --ignore-paused to override)';
  t.match(trackOf(steps, 'paused'), [{ op: 'fail', message, code: 255 }]);
  t.same(trackOf(planned({ ignorePaused: true }).steps, 'paused'), []);
  t.end();
});

t.test('in the foreground signals are held before the last go, and the end is waited for', (t) => {
  const names = namesOf(planned({ foreground: true, pidFile: '/p' }).steps);
  t.same(names.slice(-5), ['holdSignals', 'go', 'awaitExecuted', 'writeFile', 'awaitChild']);
  t.end();
});
