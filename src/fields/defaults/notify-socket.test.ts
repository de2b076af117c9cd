import t from 'tap';
import { contextOf } from '../testing.ts';
import { execute } from './execute.ts';
import { notifySocket } from './notify-socket.ts';

const process = { cwd: '/', args: ['true'], env: ['NOTIFY_SOCKET=/host'] };
const notified = contextOf({ spec: { process }, options: { notified: true } });

t.test(
  'for a service manager a container gets a read-only directory for a socket of its own',
  (t) => {
    const steps = notifySocket.compile?.(notified) ?? [];
    t.match(steps[0], {
      phase: 'claim',
      op: { op: 'makeDirectory', path: '/run/pelagos/c1/notify', mode: 0o755 },
    });
    t.match(
      steps.flatMap(({ op }) => (op.op === 'openTree' || op.op === 'attach' ? [op] : [])),
      [{ path: '/run/pelagos/c1/notify', recursive: false }, { path: '/run/notify' }],
    );
    t.end();
  },
);

t.test('its program reads of that socket, whatever the configuration says', (t) => {
  const last = execute.compile?.(notified).at(-1)?.op;
  t.match(last, { op: 'execute', env: ['NOTIFY_SOCKET=/run/notify/notify.sock'] });
  t.end();
});

t.test('without a service manager, for exec, and without a process nothing is done', (t) => {
  t.same(notifySocket.compile?.(contextOf({ spec: { process } })), []);
  t.same(notifySocket.compile?.({ ...notified, mode: 'exec' }), []);
  t.same(notifySocket.compile?.(contextOf({ options: { notified: true } })), []);
  t.end();
});
