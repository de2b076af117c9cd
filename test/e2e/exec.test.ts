import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { background } from '../support/background.ts';
import { cgroupFolder } from '../support/cgroups.ts';
import { consoleSocket } from '../support/console-socket.ts';
import { addProbe, giveRootfsTo, statusField } from '../support/inside.ts';
import type { Json } from '../support/json.ts';
import { namespaceOf, parentOf, processState, readOr } from '../support/processes.ts';
import { type CallOptions, call, type Outcome } from '../support/runtime.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

const sleeping: Json = { process: { args: ['sleep', '1000'] } };

function exec(stage: Stage, words: readonly string[], options: CallOptions = {}): Outcome {
  const argv = [stage.runtime, '--root', stage.root, 'exec', ...words];
  return stage.callDetached(argv, options);
}

/** A detached process in the container of the stage, whose pid is returned. */
function execDetached(stage: Stage, flags: readonly string[], command: readonly string[]): number {
  const pidFile = stage.path('exec.pid');
  rmSync(pidFile, { force: true });
  const words = ['--detach', '--pid-file', pidFile, ...flags, stage.id, ...command];
  succeed('exec', exec(stage, words));
  return Number(readFileSync(pidFile, 'utf8'));
}

/** What a command in the container prints. */
function output(stage: Stage, flags: readonly string[], command: readonly string[]): string {
  writeFileSync(stage.streams.stdout, '');
  const script = [...command].join(' ');
  execDetached(stage, flags, ['sh', '-c', `${script}; echo end-of-output`]);
  const said = () => stage.output().includes('end-of-output\n');
  if (!eventually(said)) throw new Error(`${script} said only ${stage.output()}`);
  return stage.output().replace('end-of-output\n', '');
}

function processFile(stage: Stage, process: Json): string {
  const path = stage.path('process.json');
  writeFileSync(path, JSON.stringify(process));
  return path;
}

function running(stage: Stage, patch: Json = sleeping): void {
  stage.configure(patch);
  succeed('create', stage.create());
  succeed('start', stage.start());
}

function refused(t: Test, outcome: Outcome, pattern: RegExp): void {
  t.equal(outcome.code, 255, 'exec exits with 255');
  t.match(outcome.stderr, pattern);
}

onStage(t, 'exec runs a program in every namespace and cgroup of init', (t, stage) => {
  running(stage);
  const pid = execDetached(stage, [], ['sleep', '1000']);
  for (const kind of ['pid', 'mnt', 'uts', 'ipc', 'net', 'cgroup', 'user', 'time']) {
    t.equal(namespaceOf(pid, kind), namespaceOf(stage.pid, kind), kind);
  }
  t.equal(readOr(`/proc/${pid}/cgroup`), readOr(`/proc/${stage.pid}/cgroup`), 'cgroups');
  t.not(readOr(`/proc/${pid}/cgroup`), readOr('/proc/self/cgroup'));
});

onStage(t, 'exec enters the namespaces that init has joined by path, and new ones', (t, stage) => {
  const types = ['pid', 'mount', 'uts', 'ipc', 'network', 'cgroup', 'time', 'user'];
  giveRootfsTo(stage, 100_000);
  const map = [{ containerID: 0, hostID: 100_000, size: 65_536 }];
  running(stage, {
    process: { args: ['sleep', '1000'] },
    linux: {
      namespaces: types.map((type) => ({ type })),
      uidMappings: map,
      gidMappings: map,
    },
  });
  const pid = execDetached(stage, [], ['sleep', '1000']);
  for (const kind of ['pid', 'mnt', 'uts', 'ipc', 'net', 'cgroup', 'user', 'time']) {
    t.equal(namespaceOf(pid, kind), namespaceOf(stage.pid, kind), kind);
  }
  t.match(statusField(readOr(`/proc/${pid}/status`), 'Uid'), /^100000\t/);
  t.equal(output(stage, [], ['id', '-u']), '0\n');
});

onStage(
  t,
  'exec --process reads the whole process from a file, as containerd calls it',
  (t, stage) => {
    running(stage);
    const args = ['sh', '-c', 'echo $A; pwd; id -u; id -g; echo done'];
    const file = processFile(stage, {
      args,
      cwd: '/tmp',
      env: ['PATH=/bin', 'A=b'],
      user: { uid: 7, gid: 8 },
    });
    succeed('exec', exec(stage, ['--process', file, '--detach', stage.id]));
    t.ok(eventually(() => stage.output().includes('done')));
    t.equal(stage.output(), 'b\n/tmp\n7\n8\ndone\n');
  },
);

onStage(t, 'the fault list of a process file is complete and names the file', (t, stage) => {
  running(stage);
  const file = processFile(stage, { args: [], cwd: 'here', user: { uid: -1 } });
  refused(t, exec(stage, ['-d', '-p', file, stage.id]), /process\.json has .*\/user\/uid/s);
  const rules = processFile(stage, { args: [], cwd: 'here', user: { uid: 0, gid: 0 } });
  const { stderr } = exec(stage, ['-d', '-p', rules, stage.id]);
  t.match(stderr, /process\.json has 2 faults/);
  t.match(stderr, /\/cwd.*\/args/s);
  t.notMatch(stderr, /\/process\/cwd/);
});

onStage(
  t,
  'the pid file holds the host pid, without a newline, of a child of the reaper',
  (t, stage) => {
    running(stage);
    const pid = execDetached(stage, [], ['sleep', '1000']);
    t.match(readOr(stage.path('exec.pid')), /^[1-9]\d*$/);
    t.match(processState(pid), /^[SR]$/);
    t.equal(parentOf(pid), parentOf(stage.pid), 'it has the parent that init has');
  },
);

onStage(t, 'exec of a missing program ends with 255 and leaves no pid file', (t, stage) => {
  running(stage);
  const pidFile = stage.path('exec.pid');
  const call = (program: string) => exec(stage, ['-d', '--pid-file', pidFile, stage.id, program]);
  refused(t, call('no-such'), /exec: "no-such": executable file not found in \$PATH/);
  refused(t, call('/no/such'), /\/no\/such: no such file or directory/);
  refused(t, call('/etc/passwd'), /permission denied/);
  t.notOk(existsSync(pidFile));
});

onStage(t, 'an execve(2) that fails ends with 255 and leaves no pid file', (t, stage) => {
  writeFileSync(join(stage.rootfs, 'bin/broken'), '#!/no/interpreter\n', { mode: 0o755 });
  running(stage);
  const pidFile = stage.path('exec.pid');
  const words = ['-d', '--pid-file', pidFile, stage.id, 'broken'];
  refused(t, exec(stage, words), /\/no\/interpreter/);
  t.notOk(existsSync(pidFile));
});

onStage(t, 'exec is allowed in a created container', (t, stage) => {
  stage.configure(sleeping);
  succeed('create', stage.create());
  t.equal(output(stage, [], ['echo', 'in']), 'in\n');
  t.equal(stage.status(), 'created');
});

onStage(t, 'cannot exec in a stopped container', (t, stage) => {
  running(stage, { process: { args: ['true'] } });
  t.ok(stage.ended());
  refused(t, exec(stage, ['-d', stage.id, 'true']), /^cannot exec in a stopped container$/m);
});

onStage(t, 'cannot exec in a container that does not exist', (t, stage) => {
  refused(t, exec(stage, ['-d', stage.id, 'true']), /container does not exist/);
});

onStage(t, 'cannot exec in a paused container', (t, stage) => {
  running(stage);
  const v1 = join(cgroupFolder(stage.pid, 'freezer'), 'freezer.state');
  const [file, frozen, thawed] = existsSync(v1)
    ? [v1, 'FROZEN', 'THAWED']
    : [join(cgroupFolder(stage.pid, ''), 'cgroup.freeze'), '1', '0'];
  writeFileSync(file, frozen);
  try {
    const outcome = exec(stage, ['-d', stage.id, 'true']);
    refused(t, outcome, /cannot exec in a paused container \(use --ignore-paused to override\)/);
  } finally {
    writeFileSync(file, thawed);
  }
});

onStage(t, 'the bundle is not needed any more', (t, stage) => {
  running(stage);
  rmSync(join(stage.bundle, 'config.json'));
  t.equal(output(stage, [], ['echo', 'in']), 'in\n');
});

onStage(t, 'options after the id belong to the command', (t, stage) => {
  running(stage);
  succeed('exec', exec(stage, ['-d', stage.id, 'echo', '--detach', '-e', '--', '-x']));
  t.ok(eventually(() => stage.output() !== ''));
  t.equal(stage.output(), '--detach -e -- -x\n');
});

onStage(
  t,
  '--env is added to the environment of the container, and may be repeated',
  (t, stage) => {
    running(stage, { process: { args: ['sleep', '1000'], env: ['PATH=/bin', 'A=1', 'B=1'] } });
    t.equal(output(stage, ['-e', 'B=2', '--env', 'C=3'], ['echo $A$B$C']), '123\n');
  },
);

onStage(t, 'a process may come from a pipe of the shell, as <(command) gives it', (t, stage) => {
  stage.configure(sleeping);
  succeed('create', stage.create());
  succeed('start', stage.start());
  const process = JSON.stringify({ cwd: '/', args: ['echo', 'from a pipe'] });
  const script = 'exec "$0" --root "$1" exec --process <(printf %s "$3") "$2"';
  const { stdout } = call(['bash', '-c', script, stage.runtime, stage.root, stage.id, process]);
  t.equal(stdout, 'from a pipe\n');
});

onStage(
  t,
  'the processors of the caller bind neither a container nor what enters it',
  (t, stage) => {
    const bound = { wrapper: ['taskset', '-c', '0'] };
    const list = 'grep -F Cpus_allowed_list: /proc/self/status';
    const all = statusField(readFileSync('/proc/self/status', 'utf8'), 'Cpus_allowed_list');
    stage.configure({ process: { args: ['sh', '-c', `${list}; sleep 1000`] } });
    succeed('create', stage.create(bound));
    succeed('start', stage.start());
    t.ok(eventually(() => stage.output().includes('\n')));
    t.equal(statusField(stage.output(), 'Cpus_allowed_list'), all);
    const inside = call(
      [stage.runtime, '--root', stage.root, 'exec', stage.id, 'sh', '-c', list],
      bound,
    );
    t.equal(statusField(inside.stdout, 'Cpus_allowed_list'), all);
  },
);

onStage(t, '--cwd, --user, --additional-gids change the process', (t, stage) => {
  running(stage);
  const flags = ['--cwd', '/tmp', '-u', '5:6', '-g', '7', '--additional-gids', '8'];
  const text = output(stage, flags, ['pwd; cat /proc/self/status']);
  t.equal(text.split('\n')[0], '/tmp');
  t.equal(statusField(text, 'Uid'), '5\t5\t5\t5');
  t.equal(statusField(text, 'Gid'), '6\t6\t6\t6');
  t.equal(statusField(text, 'Groups'), '7 8');
});

onStage(t, 'capabilities, rlimits and noNewPrivileges are those of the container', (t, stage) => {
  const sets = ['bounding', 'effective', 'permitted'];
  running(stage, {
    process: {
      args: ['sleep', '1000'],
      capabilities: Object.fromEntries(sets.map((set) => [set, ['CAP_CHOWN']])),
      rlimits: [{ type: 'RLIMIT_NOFILE', soft: 77, hard: 99 }],
      noNewPrivileges: true,
    },
  });
  const file = processFile(stage, { args: ['sleep', '1000'], cwd: '/', env: ['PATH=/bin'] });
  for (const words of [
    ['--process', file, stage.id],
    [stage.id, 'sleep', '1000'],
  ]) {
    const pidFile = stage.path('exec.pid');
    succeed('exec', exec(stage, ['-d', '--pid-file', pidFile, ...words]));
    const pid = readFileSync(pidFile, 'utf8');
    const status = readOr(`/proc/${pid}/status`);
    t.equal(statusField(status, 'CapEff'), '0000000000000001');
    t.equal(statusField(status, 'CapBnd'), '0000000000000001');
    t.equal(statusField(status, 'NoNewPrivs'), '1');
    t.match(readOr(`/proc/${pid}/limits`), /Max open files +77 +99 /);
  }
});

onStage(t, 'the seccomp profile of the container holds for exec', (t, stage) => {
  for (const noNewPrivileges of [false, true]) {
    running(stage, {
      process: { args: ['sleep', '1000'], noNewPrivileges },
      linux: {
        seccomp: {
          defaultAction: 'SCMP_ACT_ALLOW',
          syscalls: [{ names: ['mkdir', 'mkdirat'], action: 'SCMP_ACT_ERRNO', errnoRet: 38 }],
        },
      },
    });
    const text = output(stage, [], ['mkdir /tmp/new; grep Seccomp: /proc/self/status']);
    t.match(text, /Seccomp:\t2/);
    t.notOk(existsSync(join(stage.rootfs, 'tmp/new')));
    succeed('delete', stage.delete('--force'));
  }
});

onStage(t, 'exec --cgroup runs the process below the cgroup of the container', (t, stage) => {
  running(stage);
  t.match(exec(stage, ['-d', '--cgroup', '../x', stage.id, 'true']).stderr, /leads out/);
  refused(t, exec(stage, ['-d', '--cgroup', 'none-such', stage.id, 'true']), /none-such/);
});

onStage(t, 'exec leaves nothing of its own in the state directory', (t, stage) => {
  running(stage);
  const before = readdirSync(join(stage.root, stage.id));
  execDetached(stage, [], ['sleep', '1000']);
  t.same(readdirSync(join(stage.root, stage.id)), before);
});

onStage(t, 'the descriptors of the caller stay outside but for those preserved', (t, stage) => {
  addProbe(stage);
  running(stage);
  const pid = execDetached(stage, [], ['sleep', '1000']);
  t.same(readdirSync(`/proc/${pid}/fd`), ['0', '1', '2']);
});

onStage(t, 'ending init ends what was executed', (t, stage) => {
  running(stage);
  const pid = execDetached(stage, [], ['sleep', '1000']);
  succeed('delete', stage.delete('--force'));
  t.ok(eventually(() => processState(pid) === undefined || processState(pid) === 'Z'));
});

const devices: Json = [
  { destination: '/proc', type: 'proc', source: 'proc' },
  { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['mode=755'] },
  {
    destination: '/dev/pts',
    type: 'devpts',
    source: 'devpts',
    options: ['newinstance', 'ptmxmode=0666', 'mode=0620'],
  },
];

onStage(t, 'exec --tty sends the terminal over the console socket, once', (t, stage) => {
  running(stage, { mounts: devices, process: { args: ['sleep', '1000'] } });
  const console = consoleSocket(t, stage, 'console');
  const { peer } = console;
  const script = 'tty; echo x > /dev/tty && echo controlling; stat -c %u $(tty)';
  const flags = ['-d', '-t', ...console.flags, '-u', '1000:1000'];
  succeed('exec', exec(stage, [...flags, stage.id, 'sh', '-c', script]));
  t.ok(peer.ended());
  t.match(peer.output(), /^fds=1 bytes=([1-9]|[1-9]\d|[1-9]\d\d|[1-3]\d\d\d) tty=1$/m);
  t.match(peer.output(), /\/dev\/pts\/0\r\nx\r\ncontrolling\r\n1000\r\n/);
  t.equal(stage.output(), '');
});

onStage(
  t,
  'a terminal in the process file needs a console socket, and none else has',
  (t, stage) => {
    running(stage, { mounts: devices, process: { args: ['sleep', '1000'] } });
    const file = processFile(stage, { args: ['true'], cwd: '/', terminal: true });
    refused(t, exec(stage, ['-d', '-p', file, stage.id]), /\/terminal.*--console-socket/s);
    const socket = ['--console-socket', stage.path('none')];
    refused(t, exec(stage, ['-d', ...socket, stage.id, 'true']), /leave out the option/);
    refused(t, exec(stage, ['-d', '-t', ...socket, stage.id, 'true']), /connect to the console/);
  },
);

onStage(t, 'in the foreground exec ends as the program does', (t, stage) => {
  running(stage);
  for (const code of [0, 7, 255]) {
    t.equal(stage.run(['exec', stage.id, 'sh', '-c', `exit ${code}`]).code, code);
  }
  t.equal(stage.run(['exec', stage.id, 'sh', '-c', 'kill -9 $$']).code, 137);
  const ignoring = ['env', '--ignore-signal=CHLD'];
  t.equal(stage.run(['exec', stage.id, 'sh', '-c', 'exit 3'], { wrapper: ignoring }).code, 3);
  t.equal(stage.run(['exec', stage.id, 'no-such']).code, 255);
});

onStage(t, 'in the foreground the streams are those of the caller', (t, stage) => {
  running(stage);
  const script = ['sh', '-c', 'cat; echo bad >&2'];
  const { stdout, stderr } = stage.run(['exec', stage.id, ...script], { input: 'given' });
  t.equal(stdout, 'given');
  t.equal(stderr, 'bad\n');
});

onStage(t, 'in the foreground signals are sent on to the program', (t, stage) => {
  running(stage);
  const pidFile = stage.path('exec.pid');
  const trap = 'trap "echo got; exit 5" TERM; echo ready; while :; do sleep 0.1; done';
  const words = ['exec', '--pid-file', pidFile, stage.id, 'sh', '-c', trap];
  const argv = [stage.runtime, '--root', stage.root, ...words];
  const shell = '"$@"; echo code $?';
  const started = background(['sh', '-c', shell, 'sh', ...argv], stage.path('said'));
  t.teardown(() => started.stop());
  started.says('ready');
  // The pid file is written once the program is executed, which may have said it by then.
  eventually(() => existsSync(pidFile));
  const runtime = parentOf(Number(readFileSync(pidFile, 'utf8')));
  t.equal(parentOf(runtime), started.pid, 'control: the executor is still there');
  process.kill(runtime, 'SIGTERM');
  started.says('code 5');
  t.match(started.output(), /got/);
});
