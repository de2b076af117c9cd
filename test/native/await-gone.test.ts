import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { executePlan, words } from '../support/execute-plan.ts';

t.test('what somebody else removes is awaited, so long as it may take', (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'pelagos-gone-'));
  const wait = (path: string) =>
    executePlan([{ op: 'awaitGone', ...words('see it go'), path, timeout: 100 }]);
  t.equal(wait(join(directory, 'none')).code, 0);
  const { code, stderr } = wait(directory);
  t.equal(code, 1);
  t.match(stderr, /cannot see it go: Operation timed out/);
  rmSync(directory, { recursive: true });
  t.end();
});
