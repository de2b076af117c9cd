import t from 'tap';
import { contextOf } from '../testing.ts';
import { umask } from './umask.ts';

const given = (mask: number) =>
  contextOf({ spec: { process: { cwd: '/', user: { umask: mask } } } });

t.test('umask is that of the user', (t) => {
  t.match(umask.compile?.(given(0o027)), [
    { phase: 'attributes', op: { op: 'umask', mask: 0o027, what: 'set the umask to 027' } },
  ]);
  t.end();
});

t.test('if umask is unspecified, it is not changed', (t) => {
  t.same(umask.compile?.(contextOf({ spec: { process: { cwd: '/', user: {} } } })), []);
  t.end();
});

t.test('umask holds permission bits only', (t) => {
  t.same(umask.check?.(given(0o777)), []);
  t.equal(umask.check?.(given(0o10000))?.length, 1);
  t.end();
});
