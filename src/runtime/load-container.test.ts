import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import t, { type Test } from 'tap';
import { loadContainer, loadUnrecorded } from './load-container.ts';
import { plainRecord } from './testing.ts';

/** A root with one container, whose record has these changes. */
function rootWith(t: Test, changes: object): string {
  const root = t.testdir({ c1: {} });
  writeFileSync(`${root}/c1/state.json`, JSON.stringify({ ...plainRecord, ...changes }));
  return root;
}

t.test('a container is read as it was recorded', (t) => {
  const root = rootWith(t, { bundle: '/b' });
  const container = loadContainer(root, 'c1');
  t.match(container, { record: { id: 'c1', bundle: '/b' } });
  t.equal(container.paths.directory, `${root}/c1`);
  t.end();
});

t.test('what is not there does not exist, in the words that clients know', (t) => {
  const root = t.testdir({ empty: {} });
  const missing = { code: 'container-missing', message: 'container does not exist' };
  t.throws(() => loadContainer(root, 'none'), missing);
  t.throws(() => loadContainer(root, 'empty'), missing);
  t.throws(() => loadContainer(`${root}/none`, 'c1'), missing);
  t.end();
});

t.test('an id is judged before a path is built from it', (t) => {
  const root = `${t.testdir({ below: {}, c1: {} })}/below`;
  for (const id of ['..', '.', '', '../c1', 'a/b']) {
    t.throws(() => loadContainer(root, id), { code: 'invalid-id' });
    t.throws(() => loadUnrecorded(root, id), { code: 'invalid-id' });
  }
  t.end();
});

t.test('a record that is damaged, or no regular file, is refused without hanging', (t) => {
  const root = t.testdir({
    text: { 'state.json': '{"version":1' },
    dir: { 'state.json': {} },
    fifo: {},
  });
  spawnSync('mkfifo', [`${root}/fifo/state.json`]);
  mkdirSync(`${root}/zero`);
  symlinkSync('/dev/zero', `${root}/zero/state.json`);
  for (const id of ['text', 'dir', 'fifo', 'zero']) {
    t.throws(() => loadContainer(root, id), { code: 'unreadable-state' }, id);
  }
  t.end();
});

t.test('what delete --force finds of it: the directory, and the bytes where there are any', (t) => {
  const root = t.testdir({
    empty: {},
    text: { 'state.json': '{' },
    dir: { 'state.json': {} },
    file: '',
  });
  t.match(loadUnrecorded(root, 'empty'), { paths: { directory: `${root}/empty` } });
  t.equal(loadUnrecorded(root, 'empty')?.recordBytes?.length, 0);
  t.equal(loadUnrecorded(root, 'text')?.recordBytes?.length, 1);
  t.match(loadUnrecorded(root, 'dir'), { recordBytes: undefined });
  t.equal(loadUnrecorded(root, 'file'), undefined);
  t.equal(loadUnrecorded(root, 'none'), undefined);
  t.end();
});
