import t from 'tap';
import { processTable } from './process-table.ts';

const now = Date.UTC(2026, 5, 15, 12) / 1000;
const texts = (changes: object = {}) => ({
  pid: 4711,
  uid: 0,
  stat: '4711 (a) b) S 17 4711 4711 34816 0 0 0 0 0 0 6000 100 0 0 20 0 1 0 5000 0',
  commandLine: 'sleep\x00100\0',
  ...changes,
});
const table = (changes: object = {}, bootTime = now - 1000) =>
  processTable({
    processes: [texts(changes)],
    now,
    bootTime,
    userName: (uid) => (uid === 0 ? 'root' : `${uid}`),
  }).split('\n');

t.test('a process has the columns of ps -ef', (t) => {
  const [heading = '', row = '', ...rest] = table();
  t.same(rest, ['']);
  t.same(heading.split(/ +/), ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD']);
  t.match(row, /^root +4711 +17 +6 \d\d:\d\d pts\/0 +00:01:01 sleep 100$/);
  t.equal(row.indexOf('sleep'), heading.indexOf('CMD'));
  t.end();
});

t.test('a process without arguments shows its name, whatever is in it', (t) => {
  t.match(table({ commandLine: '' })[1], /\[a\) b\]$/);
  t.match(table({ commandLine: 'a\n\u001b[2J\0' })[1], / a\?\?\[2J$/);
  t.end();
});

t.test('a start before this day is a date, and one before this year a year', (t) => {
  t.match(table({}, now - 40 * 86_400)[1], / May0\d /);
  t.match(table({}, now - 400 * 86_400)[1], / 2025 /);
  t.end();
});

t.test('terminals have their names, and none is a question mark', (t) => {
  const stat = (tty: number) => ({ stat: `1 (a) S 0 1 1 ${tty} 0` });
  t.match(table(stat(0))[1], / \? /);
  t.match(table(stat((4 << 8) | 1))[1], / tty1 /);
  t.match(table(stat((4 << 8) | 64))[1], / ttyS0 /);
  t.match(table(stat((137 << 8) | 2))[1], / pts\/258 /);
  t.end();
});
