import t from 'tap';
import { parseMembership } from './parse-membership.ts';

t.test('a line gives the controllers of its hierarchy and the path in it', (t) => {
  const text = '12:cpu,cpuacct:/a\n3:name=systemd:/user.slice\n1:net_cls:/\n0::/init.scope\n';
  t.same(parseMembership(text), [
    { controllers: ['cpu', 'cpuacct'], path: '/a' },
    { controllers: ['name=systemd'], path: '/user.slice' },
    { controllers: ['net_cls'], path: '/' },
    { controllers: [], path: '/init.scope' },
  ]);
  t.end();
});

t.test('a path may hold colons and blanks', (t) => {
  t.same(parseMembership('0::/a:b c:d'), [{ controllers: [], path: '/a:b c:d' }]);
  t.end();
});

t.test('what is no such line is left out', (t) => {
  t.same(parseMembership(''), []);
  t.same(parseMembership('\nx\n1:cpu\n'), []);
  t.end();
});
