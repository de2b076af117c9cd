import t from 'tap';
import type { CgroupFacts } from '../cgroup/facts.ts';
import { planEvents, planStats } from './events.ts';
import { containerOf, report, trackOf } from './testing.ts';

const facts: CgroupFacts = {
  mode: 'hybrid',
  hierarchies: ['memory', 'freezer'].map((name) => ({
    controllers: [name],
    mountPoint: `/sys/fs/cgroup/${name}`,
    root: '/',
    own: '/',
  })),
  unified: undefined,
  writable: true,
};
const stream = {
  interval: 5000,
  statsCommand: ['--root', '/run/pelagos', 'events', '--stats', 'c1'],
};

t.test('the statistics are one line, for a container that lives', (t) => {
  const { steps } = planStats({ container: containerOf(), report, facts });
  for (const status of ['created', 'running', 'paused'] as const) {
    const [step] = trackOf(steps, status);
    if (step?.op !== 'print') throw new Error('nothing is printed');
    t.match(String(step.text), /^\{"type":"stats","id":"c1","data":\{"cpu":\{.*\}\}\n$/);
    t.match(step.onErrno, [{ then: 'ignore' }], 'a reader may leave');
  }
  const refused = [{ op: 'fail', message: 'container with id c1 is not running' }];
  t.match(trackOf(steps, 'stopped'), refused);
  t.match(trackOf(steps, 'creating'), refused);
  t.end();
});

t.test(
  'a stream plans each statistic anew, and tells by the counter of the kernel of a kill',
  (t) => {
    const { steps } = planEvents({ container: containerOf(), report, facts, ...stream });
    t.match(trackOf(steps, 'running'), [
      { op: 'openProcess' },
      {
        op: 'cgroupFollow',
        interval: 5000,
        every: [{ op: 'runSelf', args: stream.statsCommand }],
        counter: '/sys/fs/cgroup/memory/c1/memory.oom_control',
        key: 'oom_kill',
        look: 100,
        grown: [{ op: 'print', text: '{"type":"oom","id":"c1"}\n' }],
      },
    ]);
    t.end();
  },
);

t.test('the unified hierarchy tells of a kill by itself', (t) => {
  const unified = {
    controllers: ['memory'],
    mountPoint: '/sys/fs/cgroup/unified',
    root: '/',
    own: '/',
  };
  const v2: CgroupFacts = { mode: 'v2', hierarchies: [], unified, writable: true };
  const { steps } = planEvents({ container: containerOf(), report, facts: v2, ...stream });
  const counter = '/sys/fs/cgroup/unified/c1/memory.events';
  t.match(trackOf(steps, 'running')[1], { op: 'cgroupFollow', counter, look: 0 });
  t.end();
});

t.test('a container without a cgroup is refused: nobody counts what it uses', (t) => {
  const cgroup = {
    manager: 'disabled',
    directories: [],
    found: [],
    freezer: '',
    unified: '',
  } as const;
  const message = /no cgroup of its own; create it with one/;
  t.throws(() => planStats({ container: containerOf({ cgroup }), report, facts }), { message });
  t.end();
});
