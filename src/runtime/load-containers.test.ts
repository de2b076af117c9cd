import { writeFileSync } from 'node:fs';
import t from 'tap';
import { loadContainers } from './load-containers.ts';
import { plainRecord } from './testing.ts';

t.test('containers come by id, with what cannot be read of the others', (t) => {
  const root = t.testdir({ b: {}, a: {}, new: {}, bad: {}, '.seccomp': {} });
  for (const id of ['a', 'b']) {
    writeFileSync(`${root}/${id}/state.json`, JSON.stringify({ ...plainRecord, id }));
  }
  writeFileSync(`${root}/bad/state.json`, '{');
  const { containers, unreadable } = loadContainers(root, true);
  t.match(containers, [{ record: { id: 'a' }, owner: /^\S+$/ }, { record: { id: 'b' } }]);
  t.equal(unreadable.length, 1);
  t.match(unreadable[0], /^bad: .*damaged/);
  t.end();
});

t.test('a root that was named must be there, a default one need not', (t) => {
  const missing = `${t.testdir()}/missing`;
  t.same(loadContainers(missing, false), { containers: [], unreadable: [] });
  t.throws(() => loadContainers(missing, true), { code: 'usage', message: /does not exist/ });
  const file = t.testdir({ file: '' });
  t.throws(() => loadContainers(`${file}/file`, false), { message: /cannot be read/ });
  t.end();
});
