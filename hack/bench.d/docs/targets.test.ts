import t from 'tap';
import type { Series } from '../series.ts';
import { isMet, judge } from './targets.ts';

const times = (measure: string, competitor: string, median: number, point?: number): Series => ({
  measure,
  competitor,
  milliseconds: [median],
  processor: [],
  kibibytes: [],
  ...(point !== undefined && { point }),
});

t.test('a target is met at its limit and below', (t) => {
  const [crun, runc] = judge([
    times('run', 'pelagos', 10),
    times('run', 'crun', 10),
    times('run', 'runc', 20),
  ]);
  t.match(crun, { to: 'crun', measured: 1, atMost: 1 });
  t.match(runc, { to: 'runc', measured: 0.5, atMost: 0.4 });
  t.same(
    [crun, runc].map((each) => each !== undefined && isMet(each)),
    [true, false],
  );
  t.end();
});

t.test('warm times are those of the warm planner', (t) => {
  const verdicts = judge([times('run', 'pelagos-warm', 3), times('run', 'floor', 2)]);
  t.same(verdicts, [{ what: '`run`, warm', to: 'floor', atMost: 1.3, measured: 1.5 }]);
  t.end();
});

t.test('growth is what one more costs, whatever the first costs', (t) => {
  const [verdict] = judge([
    times('mounts', 'pelagos', 20, 1),
    times('mounts', 'pelagos', 40, 101),
    times('mounts', 'crun', 5, 1),
    times('mounts', 'crun', 15, 101),
  ]);
  t.match(verdict, { what: 'one mount more', to: 'crun', measured: 2 });
  t.end();
});

t.test('what was not measured, or is lost in noise, is not judged', (t) => {
  t.same(judge([times('run', 'pelagos', 10)]), []);
  const noise = [
    times('run', 'pelagos', 10),
    times('seccomp cached', 'pelagos', 11),
    times('run', 'youki', 10),
    times('seccomp cached', 'crun', 9),
  ];
  t.same(judge(noise), []);
  t.end();
});
