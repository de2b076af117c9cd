import t from 'tap';
import { listenFdsOf } from './listen-fds.ts';

const given = (variables: Record<string, string>) =>
  listenFdsOf({ pid: 4711, environment: (name) => variables[name] });
const none = { count: 0, names: undefined };

t.test('LISTEN_FDS counts for the process that LISTEN_PID names', (t) => {
  t.same(given({ LISTEN_FDS: '2', LISTEN_PID: '4711' }), { count: 2, names: undefined });
  t.same(given({ LISTEN_FDS: '2', LISTEN_PID: '4711', LISTEN_FDNAMES: 'a:b' }), {
    count: 2,
    names: 'a:b',
  });
  t.end();
});

t.test('LISTEN_FDS for another process, or for none, is not ours', (t) => {
  for (const pid of ['1', '47110', '04711', ' 4711', 'x']) {
    t.same(given({ LISTEN_FDS: '2', LISTEN_PID: pid }), none, pid);
  }
  t.same(given({ LISTEN_FDS: '2' }), none);
  t.end();
});

t.test('what is no number of descriptors is left alone', (t) => {
  for (const count of ['garbage', '-1', '1.5', '1e3', ' 1', '99999999']) {
    t.same(given({ LISTEN_FDS: count, LISTEN_PID: '4711' }), none, count);
  }
  t.same(given({ LISTEN_PID: '4711' }), none);
  t.end();
});
