import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { checkState } from '../../src/spec/check-state.ts';
import { isUnified, markedCgroups, membership } from '../support/cgroups.ts';
import { addProbe } from '../support/inside.ts';
import type { JsonObject } from '../support/json.ts';
import { mountsBelow } from '../support/leak-snapshot.ts';
import { hasEnded, namespaceOf, readOr } from '../support/processes.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

const sleeping = { process: { args: ['sleep', '100'] } };

function stateOf(stage: Stage): JsonObject {
  return JSON.parse(succeed('state', stage.state()).stdout) as JsonObject;
}

onStage(
  t,
  'The entity using a runtime to create a container MUST be able to use the operations against that same container',
  (t, stage) => {
    stage.configure(sleeping);
    succeed('create', stage.create());
    succeed('state', stage.state());
    succeed('start', stage.start());
    succeed('kill', stage.kill('KILL'));
    t.ok(stage.ended());
    succeed('delete', stage.delete());
  },
);

onStage(t, 'the state of a container has each REQUIRED property', (t, stage) => {
  stage.configure({ ...sleeping, annotations: { myKey: 'myValue' } });
  const seen = (status: string, pid: number) => {
    const state = stateOf(stage);
    t.equal(state['ociVersion'], '1.0.2');
    t.equal(state['id'], stage.id);
    t.equal(state['status'], status);
    t.equal(state['pid'], pid);
    t.equal(state['bundle'], stage.bundle);
    t.same(state['annotations'], { myKey: 'myValue' });
    const { ok } = checkState(state);
    t.ok(ok, 'the format adheres to the JSON Schema');
  };
  succeed('create', stage.create());
  seen('created', stage.pid);
  succeed('start', stage.start());
  seen('running', stage.pid);
  succeed('kill', stage.kill('KILL'));
  t.ok(stage.ended());
  seen('stopped', 0);
});

onStage(
  t,
  'Additional status values MUST be used to represent new runtime states not defined above',
  (t, stage) => {
    stage.configure(sleeping);
    succeed('create', stage.create());
    t.equal(stage.status(), 'created');
    succeed('start', stage.start());
    t.equal(stage.status(), 'running');
    process.kill(stage.pid, 'SIGSTOP');
    t.equal(stage.status(), 'running', 'a stopped process has not exited');
    process.kill(stage.pid, 'SIGKILL');
    t.ok(stage.ended());
    t.equal(stage.status(), 'stopped');
  },
);

onStage(
  t,
  "The container's runtime environment MUST be created according to the configuration, and the program MUST NOT be run at this time",
  (t, stage) => {
    const mounts = [
      { destination: '/proc', type: 'proc', source: 'proc' },
      { destination: '/mnt', type: 'tmpfs', source: 'mine' },
    ];
    stage.configure({
      mounts,
      hostname: 'a-name',
      process: { args: ['sh', '-c', 'echo ran > /bundle-journal; echo ran'], oomScoreAdj: 321 },
    });
    succeed('create', stage.create());
    for (const name of ['pid', 'net', 'ipc', 'uts', 'mnt']) {
      t.not(namespaceOf(stage.pid, name), namespaceOf('self', name), name);
    }
    t.match(readOr(`/proc/${stage.pid}/mountinfo`), / \/mnt .* tmpfs mine /);
    t.match(readOr(`/proc/${stage.pid}/oom_score_adj`), /^321$/m);
    t.not(markedCgroups(stage.id).length, 0);
    t.equal(stage.output(), '');
    t.notOk(existsSync(join(stage.rootfs, 'bundle-journal')));
    succeed('start', stage.start());
    t.ok(stage.ended());
    t.equal(stage.output(), 'ran\n');
  },
);

onStage(
  t,
  'Any updates to config.json after this step MUST NOT affect the container',
  (t, stage) => {
    const journal = stage.path('journal');
    const hooks = (word: string) => {
      const hook = { path: '/bin/sh', args: ['sh', '-c', `echo ${word} >> ${journal}`] };
      return { poststart: [hook], poststop: [hook] };
    };
    stage.configure({
      process: { args: ['sh', '-c', 'echo first $WORD'], env: ['PATH=/bin', 'WORD=first'] },
      annotations: { word: 'first' },
      hooks: hooks('first'),
    });
    succeed('create', stage.create());
    stage.configure({
      ociVersion: '9.9.9',
      process: { args: ['sh', '-c', 'echo second'], env: ['PATH=/bin', 'WORD=second'] },
      annotations: { word: 'second' },
      hooks: hooks('second'),
      linux: { cgroupsPath: '/elsewhere' },
    });
    t.same(stateOf(stage)['annotations'], { word: 'first' });
    succeed('start', stage.start());
    t.ok(stage.ended());
    writeFileSync(join(stage.bundle, 'config.json'), 'no JSON');
    succeed('delete', stage.delete());
    t.equal(stage.output(), 'first first\n');
    t.equal(readOr(journal), 'first\nfirst\n');
  },
);

onStage(
  t,
  'generating an error MUST leave the state of the environment as if the operation were never attempted',
  (t, stage) => {
    mkdirSync(stage.root, { mode: 0o700 });
    const bundle = () => readdirSync(stage.bundle, { recursive: true }).sort();
    const before = bundle();
    // Mount points and devices that the image lacks stay in it; with a /dev of its own it lacks none.
    const dev = { destination: '/dev', type: 'tmpfs', source: 'tmpfs' };
    const mounts = [{ destination: '/proc', type: 'proc', source: 'proc' }, dev];
    for (const patch of [
      // Refused before anything is made, in the middle, and at the last moment.
      { process: { cwd: 'relative' } },
      { mounts: [...mounts, { destination: '/mnt', type: 'no-such-type', source: 'x' }] },
      { process: { args: ['no-such-program'] } },
      { hooks: { createContainer: [{ path: '/bin/false' }] } },
    ]) {
      stage.configure({ mounts, ...patch });
      t.equal(stage.create().code, 1);
      t.same(markedCgroups(stage.id), [], 'no cgroup');
      t.same(readdirSync(stage.root), [], 'no container');
      t.notOk(existsSync(stage.pidFile));
      t.same(bundle(), before, 'nothing in the bundle');
    }
    // The leak check compares mounts and processes.
  },
);

onStage(
  t,
  'logging a warning does not change the flow of the operation; it MUST continue as if the warning had not been logged',
  (t, stage) => {
    const log = stage.path('log');
    const sets = ['bounding', 'effective', 'permitted'];
    const caps = (...list: string[]) => Object.fromEntries(sets.map((set) => [set, list]));
    const script = 'grep ^Cap /proc/self/status';
    const patch = (...list: string[]) => ({
      ociVersion: '1.3.0',
      process: { capabilities: caps(...list) },
    });
    const plain = stage.capture(script, patch('CAP_KILL'));
    const globals = ['--debug', '--log', log, '--log-format', 'json'];
    const warned = stage.capture(script, patch('CAP_KILL', 'CAP_BOGUS'), { globals });
    t.equal(warned, plain);
    t.match(readOr(log), /"level":"warning".*CAP_BOGUS/);
  },
);

onStage(
  t,
  'any value that cannot be mapped to a capability MUST be logged as a warning by the runtime',
  (t, stage) => {
    const log = stage.path('log');
    const capabilities = { bounding: ['CAP_KILL', 'CAP_BOGUS'], permitted: ['CAP_WRONG'] };
    stage.configure({ ociVersion: '1.3.0', process: { capabilities } });
    const globals = ['--debug', '--log', log, '--log-format', 'json'];
    succeed('create', stage.create({ globals }));
    t.match(readOr(log), /"level":"warning".*bounding\/1.*CAP_BOGUS/);
    t.match(readOr(log), /"level":"warning".*permitted\/0.*CAP_WRONG/);
  },
);

onStage(
  t,
  'each operation MUST generate an error if it is not provided the container ID',
  (t, stage) => {
    stage.configure(sleeping);
    succeed('create', stage.create());
    for (const verb of [
      ['state'],
      ['create'],
      ['create', '--bundle', stage.bundle],
      ['start'],
      ['kill'],
      ['delete'],
    ]) {
      const { code, stdout, stderr } = stage.run(verb);
      t.not(code, 0, verb.join(' '));
      t.not(stderr, '', verb.join(' '));
      t.equal(stdout, '', verb.join(' '));
    }
    t.equal(stage.status(), 'created', 'no other container was taken for it');
  },
);

onStage(
  t,
  'create MUST generate an error if it is not provided a path to the bundle',
  (t, stage) => {
    // The bundle is the current directory unless given, and that is none here.
    const { code, stderr } = stage.run(['create', stage.id], { cwd: stage.directory });
    t.equal(code, 1);
    t.match(stderr, /config\.json/);
    t.match(stage.state().stderr, /does not exist/);
  },
);

onStage(
  t,
  'If the ID provided is not unique or not valid, create MUST generate an error and a new container MUST NOT be created',
  (t, stage) => {
    stage.configure(sleeping);
    succeed('create', stage.create());
    const before = stateOf(stage);
    const argv = [stage.runtime, '--root', stage.root, 'create', '--bundle', stage.bundle];
    for (const id of [stage.id, '', 'a/b', '..']) {
      const { code, stderr } = stage.callDetached([...argv, id]);
      t.equal(code, 1, JSON.stringify(id));
      t.not(stderr, '');
    }
    t.same(stateOf(stage), before, 'the container of that id is as before');
    t.same(readdirSync(stage.root), [stage.id]);
  },
);

onStage(
  t,
  'All of the properties configured in config.json except for process MUST be applied by create',
  (t, stage) => {
    writeFileSync(join(stage.rootfs, 'masked'), 'secret');
    const folder = join(stage.rootfs, 'folder');
    mkdirSync(folder);
    stage.configure({
      ...sleeping,
      hostname: 'a-name',
      domainname: 'a.domain',
      root: { readonly: true },
      linux: {
        resources: { pids: { limit: 77 } },
        sysctl: { 'kernel.shmmni': '1234' },
        maskedPaths: ['/masked'],
        readonlyPaths: ['/folder'],
      },
    });
    succeed('create', stage.create());
    const inside = (path: string) => `/proc/${stage.pid}/root${path}`;
    t.equal(readFileSync(inside('/masked'), 'utf8'), '');
    const mountinfo = readOr(`/proc/${stage.pid}/mountinfo`);
    t.match(mountinfo, / \/folder ro/);
    t.match(mountinfo, / \/ \/ ro|\/rootfs \/ ro/, 'the root is read-only');
    const pids = [...membership(stage.pid)].find(([names]) => names.split(',').includes('pids'));
    const path = isUnified() ? (membership(stage.pid).get('') ?? '') : (pids?.[1] ?? '');
    const mountPoint = isUnified() ? '/sys/fs/cgroup' : '/sys/fs/cgroup/pids';
    t.equal(readOr(join(mountPoint, path, 'pids.max')), '77\n');
    const uts = stage.run([], {
      wrapper: [
        'nsenter',
        `--uts=/proc/${stage.pid}/ns/uts`,
        `--ipc=/proc/${stage.pid}/ns/ipc`,
        'sh',
        '-c',
        'hostname; cat /proc/sys/kernel/domainname /proc/sys/kernel/shmmni',
        'sh',
      ],
    });
    t.equal(uts.stdout, 'a-name\na.domain\n1234\n', uts.stderr);
  },
);

onStage(
  t,
  'process.args MUST NOT be applied until triggered by the start operation',
  (t, stage) => {
    stage.configure({ process: { args: ['sleep', '98.5'] } });
    succeed('create', stage.create());
    const commandLine = () => readOr(`/proc/${stage.pid}/cmdline`).replaceAll('\0', ' ');
    t.notMatch(commandLine(), /98\.5/);
    succeed('start', stage.start());
    t.equal(commandLine(), 'sleep 98.5 ');
  },
);

onStage(
  t,
  'Attempting to start a container that is not created MUST have no effect on the container and MUST generate an error',
  (t, stage) => {
    stage.configure(sleeping);
    succeed('create', stage.create());
    succeed('start', stage.start());
    const running = stateOf(stage);
    t.equal(stage.start().code, 1);
    t.same(stateOf(stage), running);
    t.notOk(hasEnded(stage.pid));
    succeed('kill', stage.kill('KILL'));
    t.ok(stage.ended());
    const stopped = stateOf(stage);
    t.equal(stage.start().code, 1);
    t.same(stateOf(stage), stopped);
  },
);

onStage(
  t,
  'Attempting to send a signal to a container that is neither created nor running MUST have no effect and MUST generate an error',
  (t, stage) => {
    succeed('create', stage.create());
    succeed('start', stage.start());
    t.ok(stage.ended());
    const stopped = stateOf(stage);
    for (const signal of ['TERM', 'KILL', '0']) t.equal(stage.kill(signal).code, 1, signal);
    t.same(stateOf(stage), stopped);
  },
);

onStage(t, 'kill MUST send the specified signal to the container process', (t, stage) => {
  addProbe(stage);
  stage.configure({ process: { args: ['probe', 'catch'] } });
  succeed('create', stage.create());
  succeed('start', stage.start());
  t.ok(eventually(() => stage.output() === 'ready\n'));
  for (const [word, number] of [
    ['USR1', 10],
    ['HUP', 1],
  ] as const) {
    succeed('kill', stage.kill(word));
    t.ok(
      eventually(() => stage.output().endsWith(`signal ${number}\n`)),
      word,
    );
  }
});

onStage(
  t,
  'Attempting to delete a container that is not stopped MUST have no effect on the container and MUST generate an error',
  (t, stage) => {
    stage.configure(sleeping);
    succeed('create', stage.create());
    succeed('start', stage.start());
    const running = stateOf(stage);
    t.equal(stage.delete().code, 1);
    t.same(stateOf(stage), running);
    t.notOk(hasEnded(stage.pid));
    // A created container is the exception: containerd deletes it without asking for force.
  },
);

onStage(
  t,
  'Deleting a container MUST delete the resources that were created during the create step',
  (t, stage) => {
    stage.configure({ ...sleeping, linux: { cgroupsPath: `/${stage.id}/inner` } });
    succeed('create', stage.create());
    const folders = markedCgroups(stage.id).map((folder) => join(folder, 'inner'));
    t.ok(folders.some((folder) => existsSync(folder)));
    const namespaces = ['net', 'mnt'].map((name) => namespaceOf(stage.pid, name));
    succeed('start', stage.start());
    succeed('kill', stage.kill('KILL'));
    t.ok(stage.ended());
    succeed('delete', stage.delete());
    t.same(
      folders.filter((folder) => existsSync(folder)),
      [],
    );
    t.same(readdirSync(stage.root), []);
    t.same(mountsBelow(stage.directory), []);
    const left = readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0);
    t.notOk(left.some((pid) => namespaces.includes(namespaceOf(pid, 'net'))));
    for (const folder of markedCgroups(stage.id)) rmdirSync(folder);
  },
);

onStage(
  t,
  'resources associated with the container, but not created by this container, MUST NOT be deleted',
  (t, stage) => {
    const source = stage.path('volume');
    mkdirSync(source);
    writeFileSync(join(source, 'file'), 'kept');
    const bind = { destination: '/mnt', type: 'bind', source, options: ['rbind'] };
    const mounts = [{ destination: '/proc', type: 'proc', source: 'proc' }, bind];
    const parent = join(isUnified() ? '/sys/fs/cgroup' : '/sys/fs/cgroup/pids', stage.id);
    mkdirSync(parent);
    stage.configure({ ...sleeping, mounts, linux: { cgroupsPath: `/${stage.id}/inner` } });
    succeed('create', stage.create());
    succeed('start', stage.start());
    succeed('delete', stage.delete('--force'));
    t.ok(existsSync(parent), 'the cgroup above, which was there');
    t.equal(readOr(join(source, 'file')), 'kept');
    t.ok(existsSync(join(stage.bundle, 'config.json')));
    t.ok(existsSync(join(stage.rootfs, 'bin/sh')));
    for (const folder of markedCgroups(stage.id)) rmdirSync(folder);
  },
);

onStage(
  t,
  'a container without process is created, and start MUST generate an error',
  (t, stage) => {
    stage.configure({ process: null });
    succeed('create', stage.create());
    const created = stateOf(stage);
    const { code, stderr } = stage.start();
    t.equal(code, 1);
    t.match(stderr, /process/);
    t.same(stateOf(stage), created);
  },
);

onStage(t, 'the id MUST be unique across all containers of the runtime', (t, stage) => {
  stage.configure(sleeping);
  succeed('create', stage.create());
  const other = stage.run(['create', '--bundle', stage.bundle, stage.id]);
  t.equal(other.code, 1);
  t.match(other.stderr, /already exists/);
});
