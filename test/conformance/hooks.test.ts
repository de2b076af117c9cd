import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import type { Json, JsonObject } from '../support/json.ts';
import { hasEnded, namespaceOf, readOr } from '../support/processes.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

const order = [
  'prestart',
  'createRuntime',
  'createContainer',
  'startContainer',
  'poststart',
  'poststop',
];

/** A hook that appends to a file; the hooks of the container's namespaces see the bundle's root too. */
function shellHook(script: string, more: JsonObject = {}): JsonObject {
  return { path: '/bin/sh', args: ['sh', '-c', script], ...more };
}

/** The folder below which hooks write: bound into the container at its own path. */
function withJournal(stage: Stage, hooks: Json): Json {
  const source = stage.directory;
  const mounts = [
    { destination: '/proc', type: 'proc', source: 'proc' },
    { destination: source, type: 'bind', source, options: ['rbind'] },
  ];
  return { mounts, hooks };
}

onStage(t, 'hooks of all kinds run, in the order of the life cycle', (t, stage) => {
  const journal = stage.path('journal');
  const hooks = Object.fromEntries(
    order.map((kind) => [kind, [1, 2].map((n) => shellHook(`echo ${kind} ${n} >> ${journal}`))]),
  );
  stage.configure({
    ...(withJournal(stage, hooks) as JsonObject),
    process: { args: ['sh', '-c', `echo program >> ${journal}`] },
  });
  const lines = () => readOr(journal).trim().split('\n');
  const twice = (kinds: readonly string[]) => kinds.flatMap((kind) => [`${kind} 1`, `${kind} 2`]);
  succeed('create', stage.create());
  t.same(lines(), twice(order.slice(0, 3)), 'create');
  succeed('start', stage.start());
  t.ok(stage.ended());
  const started = lines();
  t.same(started.slice(6, 8), twice(['startContainer']), 'startContainer before the program');
  t.same(started.slice(8).sort(), [...twice(['poststart']), 'program'].sort());
  succeed('delete', stage.delete());
  t.same(lines().slice(11), twice(['poststop']), 'delete');
});

for (const [kind, status] of [
  ['prestart', 'creating'],
  ['createRuntime', 'creating'],
  ['createContainer', 'creating'],
  ['startContainer', 'created'],
  ['poststart', 'running'],
  ['poststop', 'stopped'],
] as const) {
  onStage(t, `a ${kind} hook reads the state, ${status}, on standard input`, (t, stage) => {
    const file = stage.path('state');
    const hooks = { [kind]: [shellHook(`cat > ${file}`)] };
    stage.configure({
      ...(withJournal(stage, hooks) as JsonObject),
      ociVersion: '1.3.0',
      annotations: { key: 'value' },
      process: { args: ['sleep', '100'] },
    });
    succeed('create', stage.create());
    succeed('start', stage.start());
    const { pid } = stage;
    succeed('delete', stage.delete('--force'));
    const state = JSON.parse(readFileSync(file, 'utf8')) as JsonObject;
    t.equal(state['id'], stage.id);
    t.equal(state['ociVersion'], '1.3.0');
    t.equal(state['bundle'], stage.bundle);
    t.same(state['annotations'], { key: 'value' });
    t.equal(state['status'], status);
    const inside = kind === 'createContainer' || kind === 'startContainer';
    if (kind !== 'poststop') t.equal(state['pid'], inside ? 1 : pid, 'as seen from the namespace');
  });
}

for (const [kind, container] of [
  ['prestart', false],
  ['createRuntime', false],
  ['createContainer', true],
  ['startContainer', true],
  ['poststart', false],
  ['poststop', false],
] as const) {
  const where = container ? 'container' : 'runtime';
  onStage(t, `a ${kind} hook runs in the namespaces of the ${where}`, (t, stage) => {
    const file = stage.path('namespaces');
    const script = `for i in mnt uts ipc net; do readlink /proc/self/ns/$i; done > ${file}`;
    stage.configure({
      ...(withJournal(stage, { [kind]: [shellHook(script)] }) as JsonObject),
      process: { args: ['sleep', '100'] },
    });
    succeed('create', stage.create());
    succeed('start', stage.start());
    const of = (pid: number | 'self') =>
      ['mnt', 'uts', 'ipc', 'net'].map((name) => namespaceOf(pid, name));
    const expected = container ? of(stage.pid) : of('self');
    succeed('delete', stage.delete('--force'));
    t.same(readOr(file).trim().split('\n'), expected);
  });

  onStage(t, `the environment of a ${kind} hook is what its env says`, (t, stage) => {
    const file = stage.path('environment');
    const script = `cat /proc/self/environ | tr '\\0' '\\n' > ${file}`;
    const hook = { path: '/bin/sh', args: ['sh', '-c', script] };
    const env = { CALLER: 'secret', LD_PRELOAD: '' };
    const patch = { process: { args: ['sleep', '100'], env: ['PATH=/bin', 'IMAGE=secret'] } };
    for (const variables of [['PATH=/bin', 'ONE=1'], undefined]) {
      const more = variables === undefined ? {} : { env: variables };
      const path = { path: '/bin/sh' };
      const known = variables === undefined ? script.replace('tr ', '/bin/busybox tr ') : script;
      const hooks = { [kind]: [{ ...hook, ...path, args: ['sh', '-c', known], ...more }] };
      stage.configure({ ...(withJournal(stage, hooks) as JsonObject), ...patch });
      succeed('create', stage.create({ env }));
      succeed('start', stage.start({ env }));
      succeed('delete', stage.run(['delete', '--force', stage.id], { env }));
      // In the container, where they have no rights but its own, people rely on the process' variables.
      const own = ['PATH=/bin', 'IMAGE=secret', 'HOME=/root'];
      const default_ = kind === 'startContainer' ? own : [];
      const lines = readOr(file).trim().split('\n').filter(Boolean);
      const shells = /^(PWD|SHLVL|_|OLDPWD)=/;
      t.same(
        lines.filter((line) => !shells.test(line)).sort(),
        [...(variables ?? default_)].sort(),
      );
    }
  });
}

for (const kind of ['prestart', 'createRuntime', 'createContainer']) {
  onStage(t, `a ${kind} hook that fails fails create, and poststop hooks run`, (t, stage) => {
    const journal = stage.path('journal');
    const hooks = {
      [kind]: [shellHook('echo reason >&2; exit 3'), shellHook(`echo next >> ${journal}`)],
      poststop: [shellHook(`echo poststop >> ${journal}`)],
    };
    stage.configure(withJournal(stage, hooks));
    const { code, stderr } = stage.create();
    t.equal(code, 1);
    t.match(stderr, new RegExp(`${kind}|/hooks`));
    t.match(stderr, /\b3\b/, 'the message has the exit code');
    t.match(stage.state().stderr, /does not exist/, 'there is no container');
    t.notMatch(readOr(journal), /next/, 'the next hook does not run');
    t.match(readOr(journal), /poststop/);
  });
}

onStage(t, 'a startContainer hook that fails keeps the program from running', (t, stage) => {
  const hooks = { startContainer: [shellHook('exit 4')] };
  stage.configure({ hooks });
  succeed('create', stage.create());
  const { code, stderr } = stage.start();
  t.equal(code, 1);
  t.match(stderr, /\b4\b/);
  t.ok(stage.ended());
  t.equal(stage.output(), '');
});

onStage(
  t,
  'a poststop hook that fails does not keep the container from being deleted',
  (t, stage) => {
    const journal = stage.path('journal');
    const poststop = [shellHook('exit 5'), shellHook(`echo next > ${journal}`)];
    stage.configure({ hooks: { poststop } });
    succeed('create', stage.create());
    stage.delete();
    t.match(stage.state().stderr, /does not exist/);
    t.equal(readOr(journal), 'next\n', 'the next hook runs all the same');
  },
);

onStage(t, 'a hook that runs longer than its timeout is ended with all it started', (t, stage) => {
  const file = stage.path('pids');
  const script = `sleep 100 & echo $$ $! > ${file}; wait`;
  stage.configure({ hooks: { createRuntime: [shellHook(script, { timeout: 1 })] } });
  const { code, stderr, milliseconds } = stage.create({ timeout: 15_000 });
  t.equal(code, 1);
  t.match(stderr, /time|1 s/i);
  t.ok(milliseconds < 8000, `${milliseconds} ms`);
  const pids = readOr(file).trim().split(' ').map(Number);
  t.equal(pids.length, 2);
  t.ok(
    eventually(() => pids.every(hasEnded)),
    'the process group is gone',
  );
  for (const pid of pids) if (!hasEnded(pid)) process.kill(pid, 'SIGKILL');
});

onStage(t, 'a hook killed by a signal fails create', (t, stage) => {
  stage.configure({ hooks: { createRuntime: [shellHook('kill -9 $$')] } });
  const { code, stderr } = stage.create();
  t.equal(code, 1);
  t.match(stderr, /signal|killed|9/i);
});

for (const [title, hook] of [
  ['a relative path', { path: 'bin/sh' }],
  ['a path that is missing', { path: '/no/such/hook' }],
  ['a directory as its path', { path: '/tmp' }],
  ['a file that cannot be executed', { path: '/etc/passwd' }],
  ['a timeout of 0', { path: '/bin/true', timeout: 0 }],
  ['a negative timeout', { path: '/bin/true', timeout: -1 }],
] as const) {
  onStage(t, `a hook with ${title} fails create and is named`, (t, stage) => {
    stage.configure({ hooks: { createRuntime: [hook] } });
    const { code, stderr } = stage.create();
    t.equal(code, 1);
    t.match(stderr, /createRuntime|hook/);
  });
}

onStage(
  t,
  'a hook that does not read its input, closes it or writes much is no trouble',
  (t, stage) => {
    const createRuntime = [
      shellHook('exec <&-; true'),
      { path: '/bin/true' },
      shellHook('head -c 10000000 /dev/zero; head -c 1000000 /dev/zero >&2'),
    ];
    stage.configure({ hooks: { createRuntime }, annotations: { big: 'x'.repeat(200_000) } });
    t.equal(stage.create().code, 0, stage.errors());
  },
);

onStage(t, 'a hook that leaves a process behind does not hold create up', (t, stage) => {
  const file = stage.path('pid');
  const script = `sleep 20 & echo $! > ${file}`;
  stage.configure({ hooks: { createRuntime: [shellHook(script)] } });
  const { milliseconds } = succeed('create', stage.create());
  t.ok(milliseconds < 5000, `${milliseconds} ms`);
  const pid = Number(readOr(file));
  if (!hasEnded(pid)) process.kill(pid, 'SIGKILL');
});

onStage(
  t,
  'a createContainer hook sees the mounts of the container, before the root is changed',
  (t, stage) => {
    const file = stage.path('mounts');
    const mounts = [
      { destination: '/proc', type: 'proc', source: 'proc' },
      { destination: '/mnt', type: 'tmpfs', source: 'inside' },
    ];
    const createContainer = [shellHook(`cat /proc/self/mountinfo > ${file}`)];
    stage.configure({ mounts, hooks: { createContainer } });
    succeed('create', stage.create());
    t.ok(readOr(file).includes(`${join(stage.rootfs, 'mnt')} `));
  },
);

onStage(t, 'the limits of the container hold before its hooks run', (t, stage) => {
  const file = stage.path('limit');
  const script = `f=$(awk -F: '$2 ~ /pids/ || $2 == "" { print $3 }' /proc/$(sed 's/.*"pid": *//; s/[,}].*//')/cgroup); echo $f > ${file}`;
  stage.configure({
    hooks: { createRuntime: [shellHook(script)] },
    linux: { resources: { pids: { limit: 50 } } },
  });
  succeed('create', stage.create());
  t.ok(readOr(file).includes(stage.id), readOr(file));
});

onStage(t, 'a poststart hook that fails fails start and stops the container', (t, stage) => {
  const hooks = { poststart: [shellHook('exit 6')] };
  // Earlier versions want a warning.
  stage.configure({ ociVersion: '1.3.0', hooks, process: { args: ['sleep', '100'] } });
  succeed('create', stage.create());
  const { code, stderr } = stage.start();
  t.equal(code, 1);
  t.match(stderr, /\b6\b/);
  t.ok(stage.ended());
  t.match(stage.status(), /stopped|does not exist/);
});

onStage(t, 'startContainer hooks are looked up in the container', (t, stage) => {
  writeFileSync(join(stage.rootfs, 'bin/only-inside'), '#!/bin/sh\necho hook\n', { mode: 0o755 });
  stage.configure({ hooks: { startContainer: [{ path: '/bin/only-inside' }] } });
  succeed('create', stage.create());
  succeed('start', stage.start());
  t.ok(stage.ended());
  t.notOk(existsSync('/bin/only-inside'));
});
