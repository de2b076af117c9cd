import t from 'tap';
import { errno } from '../../lib/errno.ts';
import { contextOf } from '../testing.ts';
import { cwd } from './cwd.ts';

const given = (path: string, mode: 'create' | 'exec' = 'create') =>
  contextOf({ mode, spec: { process: { cwd: path } } });

t.test('cwd must be an absolute path', (t) => {
  for (const path of ['', '.', 'a/b', '../x']) {
    t.match(cwd.check?.(given(path)), [{ pointer: '/process/cwd' }], JSON.stringify(path));
  }
  t.same(cwd.check?.(given('/')), []);
  t.equal(cwd.check?.(given('/a\0b'))?.length, 1);
  t.end();
});

t.test('cwd is made where it is missing, entered as root, then as the user', (t) => {
  t.match(cwd.compile?.(given('/work')), [
    { phase: 'directories', op: { op: 'ensureDirectory', path: '/work', mode: 0o755 } },
    {
      phase: 'label',
      op: {
        op: 'changeDirectory',
        path: '/work',
        onErrno: [{ errno: errno.EACCES, then: 'ignore' }],
      },
    },
    { phase: 'executable', op: { op: 'changeDirectory', path: '/work', onErrno: undefined } },
  ]);
  t.end();
});

t.test('exec makes no directory', (t) => {
  t.strictSame(
    cwd.compile?.(given('/work', 'exec'))?.map(({ phase }) => phase),
    ['label', 'executable'],
  );
  t.end();
});
