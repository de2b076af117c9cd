import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { type Background, background } from '../support/background.ts';
import { markedCgroups } from '../support/cgroups.ts';
import { addProbe } from '../support/inside.ts';
import type { Json } from '../support/json.ts';
import { childrenOf, descriptorsOf, parentOf, readOr } from '../support/processes.ts';
import { type CallOptions, call, type Outcome } from '../support/runtime.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

const flags = (stage: Stage): readonly string[] => [
  '--bundle',
  stage.bundle,
  '--pid-file',
  stage.pidFile,
];

function run(stage: Stage, more: readonly string[] = [], options: CallOptions = {}): Outcome {
  return stage.run(['run', ...flags(stage), ...more, stage.id], options);
}

/** A container in the foreground beside the test. */
function started(t: Test, stage: Stage, more: readonly string[] = []): Background {
  const words = ['run', ...flags(stage), ...more, stage.id];
  const shell = '"$@"; echo code $?';
  const argv = ['sh', '-c', shell, 'sh', stage.runtime, '--root', stage.root, ...words];
  rmSync(stage.pidFile, { force: true });
  const beside = background(argv, stage.path('said'));
  t.teardown(() => beside.stop());
  return beside;
}

function startedRunning(t: Test, stage: Stage, more: readonly string[] = []): Background {
  const beside = started(t, stage, more);
  if (!eventually(() => stage.status() === 'running' && stage.pid > 0)) {
    throw new Error(`the container does not run: ${beside.output()}`);
  }
  return beside;
}

const script = (text: string, patch: Json = {}): Json => ({
  ...(patch as object),
  process: { args: ['sh', '-c', text] },
});

/** No pid namespace of its own. */
const shared: Json = { hostname: null, linux: { namespaces: [{ type: 'mount' }] } };

function nothingLeft(t: Test, stage: Stage): void {
  t.notOk(existsSync(join(stage.root, stage.id)), 'no state');
  t.same(markedCgroups(stage.id), [], 'no cgroup');
}

onStage(t, 'run ends as the program does, and leaves nothing', (t, stage) => {
  for (const code of [0, 7, 255]) {
    stage.configure(script(`exit ${code}`));
    const { code: given, stderr } = run(stage);
    t.equal(given, code);
    t.equal(stderr, '');
    nothingLeft(t, stage);
  }
  stage.configure(script('kill -9 $$; sleep 5', shared));
  t.equal(run(stage).code, 137);
  nothingLeft(t, stage);
});

onStage(t, 'the streams are those of the caller', (t, stage) => {
  stage.configure(script('cat; echo bad >&2'));
  const { stdout, stderr, code } = run(stage, [], { input: 'given' });
  t.equal(code, 0);
  t.equal(stdout, 'given');
  t.equal(stderr, 'bad\n');
});

onStage(t, 'run --detach returns when the program runs, with its pid file', (t, stage) => {
  stage.configure(script('echo ran; sleep 1000'));
  const argv = [stage.runtime, '--root', stage.root, 'run', '-d', ...flags(stage), stage.id];
  succeed('run', stage.callDetached(argv));
  t.match(readFileSync(stage.pidFile, 'utf8'), /^[1-9]\d*$/);
  t.equal(stage.status(), 'running');
  t.ok(eventually(() => stage.output().includes('ran')));
  succeed('delete', stage.delete('--force'));
});

onStage(
  t,
  'options have the spellings of old callers, and the bundle may be a word',
  (t, stage) => {
    stage.configure(script('exit 4'));
    const words = ['run', '-no-subreaper', '--keep=false', '-detach=false', stage.id, stage.bundle];
    t.equal(stage.run(words).code, 4);
    nothingLeft(t, stage);
  },
);

onStage(t, 'run --keep leaves the container stopped, for delete', (t, stage) => {
  stage.configure(script('exit 3'));
  t.equal(run(stage, ['--keep']).code, 3);
  t.equal(stage.status(), 'stopped');
  t.match(run(stage).stderr, /container with given ID already exists/);
  succeed('delete', stage.delete());
  nothingLeft(t, stage);
});

onStage(t, 'while it waits, all other verbs work, as builders use them', (t, stage) => {
  stage.configure(script('trap "" TERM; echo up; while :; do sleep 0.1; done'));
  const beside = startedRunning(t, stage, ['--keep']);
  t.equal(stage.run(['exec', stage.id, 'echo', 'in']).stdout, 'in\n');
  for (const verb of ['pause', 'resume']) succeed(verb, stage.run([verb, stage.id]));
  succeed('ps', stage.run(['ps', stage.id]));
  succeed('kill', stage.kill('9'));
  beside.says('code 137');
  t.equal(stage.status(), 'stopped');
  succeed('delete', stage.delete());
  nothingLeft(t, stage);
});

onStage(t, 'a container that somebody else deletes is no error', (t, stage) => {
  stage.configure(script('sleep 1000'));
  const beside = startedRunning(t, stage);
  succeed('delete', stage.delete('--force'));
  beside.says('code 137');
  t.equal(beside.output(), 'code 137\n');
  nothingLeft(t, stage);
});

onStage(t, 'a later container of the same id is not taken for the one that ended', (t, stage) => {
  stage.configure(script('sleep 1000'));
  const beside = startedRunning(t, stage);
  const monitor = parentOf(stage.pid);
  process.kill(monitor, 'SIGSTOP');
  try {
    succeed('delete', stage.delete('--force'));
    succeed('create', stage.create());
  } finally {
    process.kill(monitor, 'SIGCONT');
  }
  beside.says('code 137');
  t.equal(stage.status(), 'created');
});

onStage(t, 'what waits is small, holds nothing, and has no planner', (t, stage) => {
  stage.configure(script('sleep 1000'));
  const beside = startedRunning(t, stage);
  const monitor = parentOf(stage.pid);
  t.equal(parentOf(monitor), beside.pid, 'control: it is what was called');
  t.ok(
    eventually(() => childrenOf(monitor).length === 1),
    'init is its only child',
  );
  const open = [...descriptorsOf(monitor)].filter(([fd]) => fd > 2).map(([, file]) => file);
  t.match(open, ['anon_inode:[signalfd]']);
  t.equal(open.length, 1);
  const kilobytes = Number(/^VmRSS:\s+(\d+)/m.exec(readOr(`/proc/${monitor}/status`))?.[1]);
  t.ok(kilobytes < 2048, `${kilobytes} kB`);
  succeed('kill', stage.kill('KILL'));
  beside.says('code 137');
});

onStage(t, 'every signal that can be sent on reaches the program', (t, stage) => {
  addProbe(stage);
  stage.configure({ process: { args: ['/bin/probe', 'catch'] } });
  const beside = started(t, stage);
  beside.says('ready');
  const monitor = parentOf(stage.pid);
  const given = [1, 2, 3, 10, 12, 13, 14, 18, 20, 28, 34, 40, 64];
  for (const number of given) {
    call(['kill', `-${number}`, `${monitor}`]);
    beside.says(`signal ${number}\n`);
  }
  call(['kill', '-TERM', `${monitor}`]);
  beside.says('code 0');
  nothingLeft(t, stage);
});

const named = (stage: Stage, name: string, extra = ''): Json => ({
  path: '/bin/sh',
  args: ['sh', '-c', `echo ${name} >> ${stage.path('hooks')}; ${extra}`],
});

onStage(t, 'each hook runs once, in the order of the life cycle', (t, stage) => {
  const names = ['prestart', 'createRuntime', 'createContainer', 'poststart', 'poststop'];
  const inside = { path: '/bin/sh', args: ['sh', '-c', 'echo startContainer >&2'] };
  stage.configure({
    process: { args: ['sh', '-c', 'echo program >&2'] },
    hooks: {
      ...Object.fromEntries(names.map((name) => [name, [named(stage, name)]])),
      startContainer: [inside],
    },
  });
  t.equal(run(stage).code, 0);
  t.equal(readFileSync(stage.path('hooks'), 'utf8'), `${names.join('\n')}\n`);
  nothingLeft(t, stage);
});

onStage(t, 'hooks find no signal blocked', (t, stage) => {
  const mask = named(stage, 'up', `grep SigBlk /proc/self/status >> ${stage.path('hooks')}`);
  stage.configure({ hooks: { poststart: [mask], poststop: [mask] } });
  t.equal(run(stage).code, 0);
  const zero = 'SigBlk:\t0000000000000000';
  t.equal(readFileSync(stage.path('hooks'), 'utf8'), `up\n${zero}\nup\n${zero}\n`);
});

for (const hook of [
  'prestart',
  'createRuntime',
  'createContainer',
  'startContainer',
  'poststart',
]) {
  onStage(t, `a failing ${hook} hook undoes all, and the poststop hooks run`, (t, stage) => {
    stage.configure({
      ociVersion: '1.3.0',
      process: { args: ['sleep', '1000'] },
      hooks: {
        [hook]: [{ path: '/bin/sh', args: ['sh', '-c', 'exit 9'] }],
        poststop: [named(stage, 'poststop')],
      },
    });
    const { code, stderr } = run(stage);
    t.equal(code, 1);
    t.match(stderr, /hook/);
    t.equal(readOr(stage.path('hooks')), 'poststop\n');
    t.notOk(existsSync(stage.pidFile), 'no pid file');
    nothingLeft(t, stage);
  });
}

onStage(t, 'a program that cannot be executed is told as create and start tell it', (t, stage) => {
  writeFileSync(join(stage.rootfs, 'bin/broken'), '#!/no/interpreter\n', { mode: 0o755 });
  const reasons = {
    'no-such': /exec: "no-such": executable file not found in \$PATH/,
    '/etc/passwd': /permission denied/,
    broken: /\/no\/interpreter/,
  };
  for (const [program, reason] of Object.entries(reasons)) {
    stage.configure({ process: { args: [program] } });
    for (const more of [[], ['--detach'], ['--keep']]) {
      const { code, stderr } = run(stage, more);
      t.equal(code, 1);
      t.match(stderr, reason);
      t.notOk(existsSync(stage.pidFile), 'no pid file');
      nothingLeft(t, stage);
    }
  }
});

onStage(t, 'a configuration without a process is refused', (t, stage) => {
  stage.configure({ process: null });
  const { code, stderr } = run(stage);
  t.equal(code, 1);
  t.match(stderr, /config\.json has no process/);
  nothingLeft(t, stage);
});

onStage(t, 'after SIGKILL of what waits, delete --force removes all', (t, stage) => {
  stage.configure(script('sleep 1000'));
  const beside = startedRunning(t, stage);
  process.kill(parentOf(stage.pid), 'SIGKILL');
  beside.says('code 137');
  t.equal(stage.status(), 'running', 'the container lives on');
  succeed('delete', stage.delete('--force'));
  nothingLeft(t, stage);
});

onStage(t, 'the orphans of the container come to run, unless --no-subreaper', (t, stage) => {
  stage.configure(script('(sleep 1000 & echo $! > /tmp/pid); sleep 1000', shared));
  const orphan = join(stage.rootfs, 'tmp/pid');
  for (const [more, adopted] of [
    [[], true],
    [['--no-subreaper'], false],
  ] as const) {
    const beside = startedRunning(t, stage, more);
    t.ok(eventually(() => readOr(orphan) !== ''));
    const monitor = parentOf(stage.pid);
    t.equal(parentOf(Number(readFileSync(orphan, 'utf8'))) === monitor, adopted);
    succeed('delete', stage.delete('--force'));
    beside.says('code 137');
    t.ok(beside.ended());
    writeFileSync(stage.path('said'), '');
    writeFileSync(orphan, '');
  }
});

onStage(t, 'what outlives the program in a shared pid namespace is ended with it', (t, stage) => {
  stage.configure(script('sleep 1000 & exit 5', shared));
  const { code } = run(stage);
  t.equal(code, 5);
  nothingLeft(t, stage);
});

onStage(t, 'run needs no state directory before, and takes no lock while it waits', (t, stage) => {
  stage.configure(script('sleep 1000'));
  const beside = startedRunning(t, stage);
  t.ok(readdirSync(stage.root).includes(stage.id));
  const inode = readOr('/proc/locks');
  const monitor = parentOf(stage.pid);
  t.notMatch(inode, new RegExp(`FLOCK +ADVISORY +WRITE ${monitor} `));
  succeed('delete', stage.delete('--force'));
  beside.says('code 137');
});
