import t from 'tap';
import { pathFor } from './caller.ts';
import { planOf, rootCaller, saidBy } from './testing.ts';

const nowhere = { ...rootCaller, workingDirectory: undefined };

t.test('a path is made absolute from where the caller is', (t) => {
  t.equal(pathFor(rootCaller, 'a//b/'), '/bundle/a/b');
  t.equal(pathFor(rootCaller, '.'), '/bundle');
  t.equal(pathFor(rootCaller, '/a/.'), '/a');
  t.end();
});

t.test('a caller whose working directory was removed can name absolute paths only', async (t) => {
  t.equal(pathFor(nowhere, '/a//b'), '/a/b');
  t.throws(() => pathFor(nowhere, 'a'), {
    code: 'usage',
    message: '"a" is relative to the working directory, which was removed; name an absolute path',
  });
  for (const line of ['--root r list', '--log l list', 'create c1', 'exec --process p c1']) {
    const { message, exitCode } = saidBy(await planOf(line, nowhere));
    t.match(message, /relative to the working directory, which was removed/, line);
    t.equal(exitCode, line.startsWith('exec') ? 255 : 1);
  }
});
