import fc from 'fast-check';
import t from 'tap';
import { parseGoDuration } from './go-duration.ts';

t.test('durations are read as Go reads them', (t) => {
  t.equal(parseGoDuration('5s'), 5000);
  t.equal(parseGoDuration('1h30m'), 90 * 60_000);
  t.equal(parseGoDuration('1.5s'), 1500);
  t.equal(parseGoDuration('.5s'), 500);
  t.equal(parseGoDuration('+100ms'), 100);
  t.equal(parseGoDuration('-1s'), -1000);
  t.equal(parseGoDuration('250us'), 0.25);
  t.equal(parseGoDuration('0'), 0);
  t.end();
});

t.test('what is no duration is none', (t) => {
  for (const text of ['', '5', 's', '5 s', '5S', '1e3s', '--1s', '1s5', 'Infinity', '0x1s']) {
    t.equal(parseGoDuration(text), undefined, text);
  }
  t.end();
});

t.test('parts add up', (t) => {
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(59), fc.nat(999), (h, m, ms) => {
      const total = h * 3_600_000 + m * 60_000 + ms;
      return parseGoDuration(`${h}h${m}m${ms}ms`) === total;
    }),
  );
  t.end();
});
