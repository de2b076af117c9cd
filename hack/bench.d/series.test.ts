import t from 'tap';
import { find, labelOf, seriesOf, sumOf, unmeasured } from './series.ts';

const sample = (label: string, milliseconds: number, kibibytes = 0) => ({
  label,
  milliseconds,
  processor: milliseconds / 2,
  kibibytes,
});
const run = labelOf({ measure: 'run', competitor: 'crun' });
const mounts = labelOf({ measure: 'mounts', point: 100, competitor: 'crun' });

t.test('samples are gathered by measure, point and competitor, in their order', (t) => {
  const all = seriesOf([sample(run, 1, 7), sample(mounts, 5), sample(run, 2, 8)]);
  t.same(all, [
    {
      measure: 'run',
      competitor: 'crun',
      milliseconds: [1, 2],
      processor: [0.5, 1],
      kibibytes: [7, 8],
    },
    {
      measure: 'mounts',
      point: 100,
      competitor: 'crun',
      milliseconds: [5],
      processor: [2.5],
      kibibytes: [0],
    },
  ]);
  t.equal(find(all, { measure: 'mounts', point: 100, competitor: 'crun' }), all[1]);
  t.equal(find(all, { measure: 'mounts', competitor: 'crun' }), undefined);
  t.end();
});

t.test('samples of rounds that warm up are thrown away', (t) => {
  t.same(seriesOf([sample(unmeasured, 99)]), []);
  t.end();
});

t.test('a sum adds up the times of each round, and keeps the largest size', (t) => {
  const parts = seriesOf([
    sample('create||crun', 1, 50),
    sample('create||crun', 2, 50),
    sample('start||crun', 10, 70),
    sample('start||crun', 20, 30),
  ]);
  t.same(sumOf('cycle', parts), {
    measure: 'cycle',
    competitor: 'crun',
    milliseconds: [11, 22],
    processor: [5.5, 11],
    kibibytes: [70, 50],
  });
  t.equal(sumOf('cycle', []), undefined);
  t.end();
});
