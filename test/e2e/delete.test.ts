import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { cgroupFolder, markedCgroups, removeCgroups } from '../support/cgroups.ts';
import { hasEnded, readOr } from '../support/processes.ts';
import { onStage, succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

const sleeping = { process: { args: ['sleep', '100'] } };

onStage(t, 'delete removes a stopped container with all that was made for it', (t, stage) => {
  succeed('create', stage.create());
  t.not(markedCgroups(stage.id).length, 0, 'it has cgroups');
  succeed('start', stage.start());
  t.ok(stage.ended());
  const { stdout, stderr } = succeed('delete', stage.delete());
  t.same([stdout, stderr], ['', '']);
  t.same(markedCgroups(stage.id), []);
  t.notOk(existsSync(join(stage.root, stage.id)));
  t.match(stage.state().stderr, /does not exist/);
});

onStage(t, 'delete of a created container needs no force', (t, stage) => {
  succeed('create', stage.create());
  succeed('delete', stage.delete());
  t.ok(hasEnded(stage.pid));
});

onStage(t, 'delete of a running container is refused and leaves it as it is', (t, stage) => {
  stage.configure(sleeping);
  succeed('create', stage.create());
  succeed('start', stage.start());
  const { code, stderr } = stage.delete();
  t.equal(code, 1);
  t.match(stderr, /cannot delete container .* that is not stopped: running/);
  t.equal(stage.status(), 'running');
});

onStage(t, 'delete --force ends and removes a running container', (t, stage) => {
  stage.configure(sleeping);
  succeed('create', stage.create());
  succeed('start', stage.start());
  succeed('delete', stage.delete('--force'));
  t.ok(hasEnded(stage.pid));
});

onStage(t, 'delete of a missing container fails, with --force it succeeds', (t, stage) => {
  const plain = stage.delete();
  t.equal(plain.code, 1);
  t.match(plain.stderr, /container does not exist/);
  for (const flag of ['--force', '-f', '-force', '--force=true']) {
    const { code, stdout, stderr } = stage.delete(flag);
    t.same([code, stdout, stderr], [0, '', ''], flag);
  }
});

onStage(t, 'delete --force can be repeated', (t, stage) => {
  succeed('create', stage.create());
  for (let time = 1; time <= 3; time += 1) succeed('delete', stage.delete('--force'));
  t.match(stage.state().stderr, /does not exist/);
});

onStage(t, 'delete --force removes a folder without a record', (t, stage) => {
  mkdirSync(join(stage.root, stage.id), { recursive: true, mode: 0o700 });
  succeed('delete', stage.delete('--force'));
  t.notOk(existsSync(join(stage.root, stage.id)));
});

for (const [what, text] of [
  ['an empty', ''],
  ['a truncated', '{"version":1,"id":'],
  ['a foreign', '{"id":"x","pid":1,"cgroup":"/"}'],
  ['a binary', '\0\x01\x02'],
] as const) {
  onStage(t, `${what} state record breaks state, and not delete --force`, (t, stage) => {
    mkdirSync(join(stage.root, stage.id), { recursive: true, mode: 0o700 });
    writeFileSync(join(stage.root, stage.id, 'state.json'), text);
    const { code, stderr } = stage.state();
    t.equal(code, 1);
    t.notMatch(stderr, /^\s+at /m);
    succeed('delete', stage.delete('--force'));
    t.notOk(existsSync(join(stage.root, stage.id)));
  });
}

onStage(t, 'delete removes cgroups that the container made below its own', (t, stage) => {
  stage.configure(sleeping);
  succeed('create', stage.create());
  const folder = cgroupFolder(stage.pid, 'pids');
  let deep = folder;
  for (let level = 0; level < 10; level += 1) {
    deep = join(deep, 'deeper');
    mkdirSync(deep);
  }
  for (let wide = 0; wide < 50; wide += 1) mkdirSync(join(folder, `wide-${wide}`));
  succeed('delete', stage.delete('--force'));
  t.notOk(existsSync(folder));
});

onStage(t, 'delete succeeds when somebody else removed the cgroups', (t, stage) => {
  succeed('create', stage.create());
  process.kill(stage.pid, 'SIGKILL');
  t.ok(stage.ended());
  const removed = () => {
    for (const folder of markedCgroups(stage.id)) removeCgroups(folder);
    return markedCgroups(stage.id).length === 0;
  };
  t.ok(eventually(removed), 'a zombie may keep them for a moment');
  succeed('delete', stage.delete());
});

onStage(t, 'delete ends processes that outlived init in a shared pid namespace', (t, stage) => {
  const namespaces = ['ipc', 'uts', 'mount'].map((type) => ({ type }));
  stage.configure({
    process: { args: ['sh', '-c', 'sleep 100 & exec sleep 101'] },
    linux: { namespaces },
  });
  succeed('create', stage.create());
  succeed('start', stage.start());
  const procs = join(cgroupFolder(stage.pid, 'pids'), 'cgroup.procs');
  const pids = () => readOr(procs).trim().split('\n').map(Number);
  t.ok(eventually(() => pids().length === 2));
  const all = pids();
  process.kill(stage.pid, 'SIGKILL');
  t.ok(stage.ended());
  succeed('delete', stage.delete());
  t.ok(eventually(() => all.every(hasEnded)));
});

onStage(t, 'a fork bomb is deleted in seconds', (t, stage) => {
  const resources = { pids: { limit: 60 } };
  stage.configure({
    process: { args: ['sh', '-c', 'while :; do sleep 100 & done 2>/dev/null; sleep 100'] },
    linux: { resources },
  });
  succeed('create', stage.create());
  succeed('start', stage.start());
  const { milliseconds } = succeed('delete', stage.delete('--force'));
  t.ok(milliseconds < 5000, `${milliseconds} ms`);
});

onStage(t, 'a SIGSTOPped init is deleted', (t, stage) => {
  stage.configure(sleeping);
  succeed('create', stage.create());
  succeed('start', stage.start());
  process.kill(stage.pid, 'SIGSTOP');
  succeed('delete', stage.delete('--force'));
  t.ok(hasEnded(stage.pid));
});

onStage(t, 'one container is deleted and its neighbour stays', (t, stage) => {
  stage.configure(sleeping);
  succeed('create', stage.create());
  const neighbour = `${stage.id}-neighbour`;
  const { pidFile } = stage;
  const argv = [stage.runtime, '--root', stage.root, 'create', '--bundle', stage.bundle];
  stage.configure({ ...sleeping, linux: { cgroupsPath: `/${neighbour}` } });
  succeed('create', stage.callDetached([...argv, '--pid-file', stage.path('n'), neighbour]));
  succeed('delete', stage.delete());
  t.ok(hasEnded(Number(readOr(pidFile))));
  t.notOk(hasEnded(Number(readOr(stage.path('n')))));
  succeed('delete', stage.run(['delete', neighbour]));
  t.same(
    readdirSync(stage.root).filter((name) => !name.startsWith('.')),
    [],
  );
});
