import t from 'tap';
import { median, pairedRatio, slope, spreadOf } from './statistics.ts';

t.test('the median is the middle value, or the mean of the two in the middle', (t) => {
  t.equal(median([3, 1, 2]), 2);
  t.equal(median([4, 1, 3, 2]), 2.5);
  t.ok(Number.isNaN(median([])));
  t.end();
});

t.test('a ratio is that of each round, so that a slow round does not count for one side', (t) => {
  t.equal(pairedRatio([10, 100, 10], [20, 200, 20]), 0.5);
  t.equal(pairedRatio([1, 1, 4], [2, 1, 1]), 1);
  t.end();
});

t.test('rounds that only one side has are left out of a ratio', (t) => {
  t.equal(pairedRatio([1, 1, 9], [2, 2]), 0.5);
  t.end();
});

t.test('the spread is the median with the least and the most', (t) => {
  t.same(spreadOf([5, 1, 3]), { median: 3, min: 1, max: 5 });
  t.end();
});

t.test('the slope is the cost of one more', (t) => {
  const points = [
    { at: 1, cost: 10 },
    { at: 10, cost: 11 },
    { at: 101, cost: 210 },
  ];
  t.equal(slope(points), 2);
  t.ok(Number.isNaN(slope(points.slice(0, 1))));
  t.end();
});
