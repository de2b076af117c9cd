import t from 'tap';
import { now } from './clock.ts';

t.test('the time has nanoseconds, and two moments differ in it', (t) => {
  const times = Array.from({ length: 100 }, () => now());
  for (const time of times) t.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
  t.ok(new Set(times).size > 90, 'also where they are in one millisecond');
  t.ok(Math.abs(Date.parse(now()) - Date.now()) < 1000);
  t.end();
});
