import t from 'tap';
import { checkedNotifySocket } from './notify.ts';
import { planStart } from './start.ts';
import { containerOf, report, trackOf } from './testing.ts';

t.test('start listens before init goes on, and waits last and without the lock', (t) => {
  const { steps } = planStart(containerOf(), report, '@manager');
  t.match(trackOf(steps, 'created'), [
    { op: 'openProcess' },
    { op: 'connectSocket', path: '@manager', datagrams: true },
    { op: 'bindNotify', path: '/run/pelagos/c1/notify/notify.sock' },
    { op: 'openGate' },
    { op: 'onFailure' },
    { op: 'run' },
    { op: 'close' },
    { op: 'relayReady', timeout: 30_000 },
  ]);
  t.end();
});

t.test('the address of a service manager is a path or an abstract name', (t) => {
  for (const address of [undefined, '/run/systemd/notify', '@x']) {
    t.equal(checkedNotifySocket(address), address);
  }
  for (const address of ['vsock:2:1', 'relative', '@', '/']) {
    t.throws(() => checkedNotifySocket(address), /NOTIFY_SOCKET is/, address);
  }
  t.end();
});
