import fc from 'fast-check';
import t from 'tap';
import { weightOfBlockIO, weightOfShares } from './weights.ts';

t.test('shares become weights as with runc and crun', (t) => {
  for (const [shares, weight] of [
    [2, 1],
    [1024, 100],
    [262_144, 10_000],
    [1, 1],
    [2048, 174],
  ] as const) {
    t.equal(weightOfShares(shares), weight, `${shares}`);
  }
  t.equal(weightOfShares(2n ** 64n - 1n), 10_000);
  t.end();
});

t.test('more shares are never less weight, and every weight is from 1 to 10000', (t) => {
  const shares = fc.integer({ min: 1, max: 300_000 });
  fc.assert(
    fc.property(shares, shares, (one, other) => {
      const [low, high] = [
        weightOfShares(Math.min(one, other)),
        weightOfShares(Math.max(one, other)),
      ];
      return 1 <= low && low <= high && high <= 10_000;
    }),
  );
  t.end();
});

t.test('block I/O weights from 10 to 1000 become weights from 1 to 10000', (t) => {
  t.equal(weightOfBlockIO(10), 1);
  t.equal(weightOfBlockIO(1000), 10_000);
  const weight = fc.integer({ min: 10, max: 999 });
  fc.assert(fc.property(weight, (one) => weightOfBlockIO(one) < weightOfBlockIO(one + 1)));
  t.end();
});
