import t from 'tap';
import { contextOf } from '../testing.ts';
import { noNewPrivileges } from './no-new-privileges.ts';

t.test('noNewPrivileges set to true prevents the process from gaining privileges', (t) => {
  const steps = (value: boolean) =>
    noNewPrivileges.compile?.(
      contextOf({ spec: { process: { cwd: '/', noNewPrivileges: value } } }),
    );
  t.match(steps(true), [{ phase: 'no-new-privileges', op: { op: 'noNewPrivileges' } }]);
  t.same(steps(false), []);
  t.same(noNewPrivileges.compile?.(contextOf()), []);
  t.end();
});
