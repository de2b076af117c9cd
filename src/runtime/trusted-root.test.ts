import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { checkRoot } from './trusted-root.ts';

t.test('a directory that is absent, or that only its owner writes, may hold containers', (t) => {
  const folder = t.testdir({ own: {} });
  checkRoot(join(folder, 'absent'));
  chmodSync(join(folder, 'own'), 0o755);
  checkRoot(join(folder, 'own'));
  symlinkSync('own', join(folder, 'link'));
  checkRoot(join(folder, 'link'));
  t.pass('none is refused');
  t.end();
});

t.test('a directory that everybody can write is refused, sticky or not', (t) => {
  const path = join(t.testdir(), 'root');
  mkdirSync(path);
  for (const mode of [0o777, 0o1777, 0o702]) {
    chmodSync(path, mode);
    t.throws(() => checkRoot(path), { message: /root can be written by everybody.*--root/ });
  }
  t.end();
});
