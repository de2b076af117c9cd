import t from 'tap';
import { contextOf } from '../testing.ts';
import { oomScoreAdj } from './oom-score-adj.ts';

const given = (value?: number) =>
  contextOf({
    spec: { process: { cwd: '/', ...(value === undefined ? {} : { oomScoreAdj: value }) } },
  });

t.test('oomScoreAdj is written by the host to oom_score_adj of init', (t) => {
  t.match(oomScoreAdj.compile?.(given(-500)), [
    {
      phase: 'identify',
      op: { op: 'writeKernelFile', path: ['/proc/', 0, '/oom_score_adj'], data: '-500' },
    },
  ]);
  t.end();
});

t.test('if oomScoreAdj is not set, the runtime must not change it', (t) => {
  t.same(oomScoreAdj.compile?.(given()), []);
  t.end();
});

t.test('oomScoreAdj lies between -1000 and 1000', (t) => {
  t.same(oomScoreAdj.check?.(given(-1000)), []);
  t.same(oomScoreAdj.check?.(given(1000)), []);
  t.equal(oomScoreAdj.check?.(given(1001))?.length, 1);
  t.equal(oomScoreAdj.check?.(given(-1001))?.length, 1);
  t.end();
});
