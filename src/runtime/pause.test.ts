import t from 'tap';
import { encodePlan } from '../plan/encode.ts';
import type { Plan } from '../plan/plan.ts';
import { planPause, planResume } from './pause.ts';
import { containerOf, plainRecord, report, trackOf } from './testing.ts';

const directories = ['/sys/fs/cgroup/c1'];
const on = (cgroup: object) => containerOf({ cgroup: { ...plainRecord.cgroup, ...cgroup } });
const unified = on({ directories, freezer: '', unified: directories[0] });
const none = on({ directories: [], freezer: '', unified: '' });
const v1 = '/sys/fs/cgroup/freezer/c1/freezer.state';

function steps(plan: Plan) {
  encodePlan(plan, 0);
  t.match(plan.steps, [{ op: 'lock' }, { op: 'readInit' }, { op: 'byStatus' }]);
  return plan.steps;
}

t.test('pause freezes what is created or running, and thaws it where that fails', (t) => {
  const paused = steps(planPause(containerOf(), report));
  for (const status of ['created', 'running'] as const) {
    t.match(trackOf(paused, status), [
      { op: 'onFailure', undo: [{ op: 'writeKernelFile', path: v1, data: 'THAWED' }] },
      { op: 'cgroupSettle', path: v1, data: 'FROZEN', state: v1, wanted: 'FROZEN' },
      { op: 'expectUnkilled' },
    ]);
  }
  t.end();
});

t.test('resume thaws', (t) => {
  t.match(trackOf(steps(planResume(containerOf(), report)), 'paused'), [
    { op: 'cgroupSettle', path: v1, data: 'THAWED', state: v1, wanted: 'THAWED' },
  ]);
  t.end();
});

t.test('without the v1 freezer it is that of the unified hierarchy', (t) => {
  const file = {
    path: '/sys/fs/cgroup/c1/cgroup.freeze',
    state: '/sys/fs/cgroup/c1/cgroup.events',
  };
  const paused = steps(planPause(unified, report));
  t.match(trackOf(paused, 'running')[1], { ...file, data: '1', wanted: 'frozen 1' });
  t.match(paused[2], { freezer: file.state, frozen: 'frozen 1' });
  const resumed = steps(planResume(unified, report));
  t.match(trackOf(resumed, 'paused'), [{ ...file, data: '0', wanted: 'frozen 0' }]);
  t.end();
});

t.test('what cannot be paused or resumed is refused in the words that clients know', (t) => {
  for (const status of ['creating', 'stopped', 'paused'] as const) {
    const track = trackOf(steps(planPause(containerOf(), report)), status);
    t.match(track, [{ op: 'fail', message: /^container not running/ }]);
  }
  for (const status of ['creating', 'created', 'running', 'stopped'] as const) {
    const track = trackOf(steps(planResume(containerOf(), report)), status);
    t.match(track, [{ op: 'fail', message: 'container not paused' }]);
  }
  t.end();
});

t.test('without a freezer neither can be done', (t) => {
  const expected = { code: 'container-state', message: /no cgroup with a freezer/ };
  t.throws(() => planPause(none, report), expected);
  t.throws(() => planResume(none, report), expected);
  t.end();
});
