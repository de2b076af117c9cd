import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdirSync,
  openSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import t, { type Test } from 'tap';
import { processStatus } from '../host/process-status.ts';
import { loadContainer, loadUnrecorded } from './load-container.ts';
import { plainRecord } from './testing.ts';

/** A root with one container, whose record has these changes. */
function rootWith(t: Test, changes: object): string {
  const root = t.testdir({ c1: {} });
  writeFileSync(`${root}/c1/state.json`, JSON.stringify({ ...plainRecord, ...changes }));
  return root;
}

function sleeper(t: Test): ChildProcess & { readonly pid: number } {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  t.teardown(() => child.kill('SIGKILL'));
  if (child.pid === undefined) throw new Error('sleep does not start');
  return Object.assign(child, { pid: child.pid });
}

t.test('a container is read with its status, and the bytes that the executor compares', (t) => {
  const { pid } = sleeper(t);
  const startTime = processStatus(pid)?.startTime;
  const root = rootWith(t, { pid, startTime });
  const container = loadContainer(root, 'c1');
  t.match(container, { status: 'running', record: { id: 'c1', pid, startTime } });
  t.equal(container.paths.directory, `${root}/c1`);
  t.same(JSON.parse(new TextDecoder().decode(container.recordBytes)).pid, pid);
  t.end();
});

t.test('it is created as long as somebody holds the other end of the gate', (t) => {
  const { pid } = sleeper(t);
  const root = rootWith(t, { pid, startTime: processStatus(pid)?.startTime });
  const gate = `${root}/c1/start.fifo`;
  spawnSync('mkfifo', [gate]);
  t.equal(loadContainer(root, 'c1').status, 'running', 'nobody waits there');
  const reader = openSync(gate, constants.O_RDONLY | constants.O_NONBLOCK);
  t.equal(loadContainer(root, 'c1').status, 'created');
  closeSync(reader);
  rmSync(gate);
  t.equal(loadContainer(root, 'c1').status, 'running');
  t.end();
});

t.test('a gate that is a link leads nobody to its target', (t) => {
  const { pid } = sleeper(t);
  const root = rootWith(t, { pid, startTime: processStatus(pid)?.startTime });
  symlinkSync('/dev/null', `${root}/c1/start.fifo`);
  t.equal(loadContainer(root, 'c1').status, 'running');
  t.end();
});

t.test('a process that ended, or took over the pid, is a stopped container', async (t) => {
  const child = sleeper(t);
  const startTime = processStatus(child.pid)?.startTime ?? 0;
  const root = rootWith(t, { pid: child.pid, startTime });
  t.equal(
    loadContainer(rootWith(t, { pid: child.pid, startTime: startTime + 1 }), 'c1').status,
    'stopped',
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  t.equal(loadContainer(root, 'c1').status, 'stopped');
});

t.test('a record without a pid is that of a create under way', (t) => {
  t.equal(loadContainer(rootWith(t, {}), 'c1').status, 'creating');
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
