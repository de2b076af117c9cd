import t from 'tap';
import { contextOf } from '../testing.ts';
import { pidfdSocket } from './pidfd-socket.ts';

const name = 'run.oci.pidfd_receiver';
const annotated = { annotations: { [name]: '/run/receiver' } };
const options = { pidfdSocket: '/run/pidfd' };

t.test('a descriptor of init is sent when it is created and before it may run', (t) => {
  const steps = pidfdSocket.compile?.(contextOf({ options })) ?? [];
  t.ok(steps.every(({ phase }) => phase === 'record'));
  t.match(
    steps.map(({ op }) => op),
    [
      { op: 'startTime' },
      { op: 'openProcess' },
      { op: 'connectSocket', path: '/run/pidfd' },
      { op: 'sendFd', payload: 'standard' },
      { op: 'close' },
      { op: 'close' },
    ],
  );
  t.end();
});

t.test('that of a process of exec comes under the name that runc has for it', (t) => {
  const context = contextOf({ options, spec: annotated, mode: 'exec' });
  const sent = (pidfdSocket.compile?.(context) ?? []).filter(({ op }) => op.op === 'sendFd');
  t.match(sent, [{ op: { payload: 'setns' } }]);
  t.end();
});

t.test('the annotation of crun names a receiver too, and the option takes none from it', (t) => {
  const steps = pidfdSocket.compile?.(contextOf({ options, spec: annotated })) ?? [];
  const paths = steps.flatMap(({ op }) => (op.op === 'connectSocket' ? [op.path] : []));
  t.same(paths, ['/run/pidfd', '/run/receiver']);
  t.end();
});

t.test(
  'an annotation that is no absolute path is refused, and without a receiver nothing is done',
  (t) => {
    const given = contextOf({ spec: { annotations: { [name]: 'receiver' } } });
    t.match(pidfdSocket.check?.(given), [{ pointer: `/annotations/${name}` }]);
    t.same(pidfdSocket.check?.({ ...given, mode: 'exec' }), []);
    t.same(pidfdSocket.check?.(contextOf({ spec: annotated })), []);
    t.same(pidfdSocket.compile?.(contextOf()), []);
    t.end();
  },
);
