/** podman on a container that lives: exec, attach, logs, pause, update, stop, restart. */
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { nativeProgram } from '../support/native-program.ts';
import { eventually } from '../support/wait.ts';
import { onPodman, type Podman } from './support/podman.ts';
import { sized } from './support/terminal.ts';

/** Ends with 3 on SIGTERM, and says what it does. */
const server = 'trap "echo term; exit 3" TERM; echo out; echo err >&2; while :; do sleep 0.1; done';

function serve(podman: Podman, name: string, ...flags: readonly string[]): void {
  podman.do('run', '--detach', `--name=${name}`, ...flags, 'box:1', 'sh', '-c', server);
}

/** Waits until a container has written this: only then its traps are set. */
function says(podman: Podman, name: string, text: string): void {
  const logs = () => podman.run(['logs', name]).stdout;
  if (!eventually(() => logs().includes(text))) throw new Error(`${name} says ${logs()}`);
}

function remove(podman: Podman, ...names: readonly string[]): void {
  podman.do('rm', '--force', '--time=0', ...names);
}

function stateOf(podman: Podman, name: string, what = 'Status'): string {
  return podman.do('inspect', `--format={{.State.${what}}}`, name);
}

onPodman(t, 'podman exec ends as what it ran does', (t, podman) => {
  serve(podman, 'c');
  const codes = (...command: readonly string[]) => podman.run(['exec', 'c', ...command]);
  t.equal(codes('sh', '-c', 'exit 5').code, 5);
  t.equal(codes('sh', '-c', 'kill -9 $$').code, 137);
  t.match(codes('nofile'), { code: 127, stderr: /executable file not found in \$PATH/ });
  t.match(codes('/nofile'), { code: 127, stderr: /no such file or directory/ });
  t.match(codes('/etc'), { code: 126, stderr: /permission denied/ });
  t.match(podman.run(['exec', '--workdir=/nodir', 'c', 'true']), { code: 127, stderr: /nodir/ });
  remove(podman, 'c');
});

onPodman(
  t,
  'podman exec has the user, folder, environment and privileges asked for',
  (t, podman) => {
    serve(podman, 'c', '--env=A=1');
    const run = (flags: readonly string[], script: string) =>
      podman.do('exec', ...flags, 'c', 'sh', '-c', script);
    const flags = ['--user=1000:2000', '--workdir=/tmp', '--env=X=y'];
    t.equal(run(flags, 'echo $(id -u) $(id -g) $(pwd) $X $A'), '1000 2000 /tmp y 1');
    t.equal(run(['--user=tester'], 'id -G'), '1000 2000');
    t.match(run(['--privileged'], 'grep CapEff /proc/self/status'), /000001ff/);
    t.match(run([], 'grep CapEff /proc/self/status'), /00000000800405fb/);
    t.match(run(['--user=tester'], 'grep CapEff /proc/self/status'), /0000000000000000/);
    t.match(run([], 'grep Seccomp: /proc/self/status'), /2$/);
    t.equal(run([], 'cat /proc/1/cgroup'), run([], 'cat /proc/self/cgroup'));
    remove(podman, 'c');
  },
);

onPodman(t, 'podman exec passes input, descriptors and terminals on', (t, podman) => {
  const { machine } = podman;
  serve(podman, 'c');
  t.equal(podman.run(['exec', '-i', 'c', 'cat'], { input: 'text' }).stdout, 'text');
  t.equal(podman.run(['exec', 'c', 'cat'], { input: 'text' }).stdout, '');
  const fd = `exec 3>/tmp/three; ${podman.program} exec --preserve-fds=1 c sh -c "echo to three >&3"; cat /tmp/three`;
  t.equal(machine.shell(fd).stdout, 'to three\n');
  const typed = podman.onTerminal(['exec', '-it', 'c', 'sh'], `${sized}; tty; exit 6\n`);
  t.match(typed, { code: 6, stdout: /33 77\r\n\/dev\/pts\/\d\r\n/ });
  podman.do('exec', '--detach', 'c', 'sh', '-c', 'echo done >/tmp/detached');
  t.ok(eventually(() => podman.run(['exec', 'c', 'cat', '/tmp/detached']).stdout === 'done\n'));
  remove(podman, 'c');
});

onPodman(t, 'podman exec -d leaves no process and no session behind', (t, podman) => {
  serve(podman, 'c');
  for (let i = 0; i < 3; i += 1) podman.do('exec', '--detach', 'c', 'true');
  const others = () => podman.do('exec', 'c', 'ps', '-o', 'stat,args').match(/ true$|^Z/gm);
  t.ok(eventually(() => others() === null));
  remove(podman, 'c');
});

onPodman(t, 'logs, top, stats and ps tell of the container', (t, podman) => {
  serve(podman, 'c');
  t.ok(eventually(() => podman.run(['logs', 'c']).stdout === 'out\n'));
  t.equal(podman.run(['logs', 'c']).stderr, 'err\n');
  t.match(podman.do('top', 'c', 'pid', 'args'), /^1 +sh -c trap/m);
  t.match(podman.do('stats', '--no-stream', '--format={{.Name}} {{.PIDs}}', 'c'), /^c [12]$/m);
  t.match(podman.do('ps', '--format={{.Names}} {{.Status}}'), /^c Up/);
  t.match(podman.do('inspect', '--format={{.OCIRuntime}} {{.State.Running}}', 'c'), 'pelagos true');
  remove(podman, 'c');
});

onPodman(t, 'a paused container stands still until it is resumed', (t, podman) => {
  serve(podman, 'c');
  podman.do('pause', 'c');
  t.equal(stateOf(podman, 'c'), 'paused');
  t.equal(podman.run(['exec', 'c', 'true']).code, 255);
  podman.do('unpause', 'c');
  t.equal(podman.do('exec', 'c', 'echo', 'on'), 'on');
  podman.do('pause', 'c');
  remove(podman, 'c');
});

onPodman(t, 'podman update changes the limits of a container that runs', (t, podman) => {
  serve(podman, 'c', '--memory=64m');
  const limits = 'cd /sys/fs/cgroup; echo $(cat memory/memory.limit_in_bytes cpu/cpu.cfs_quota_us)';
  t.equal(podman.do('exec', 'c', 'sh', '-c', limits), '67108864 -1');
  podman.do('update', '--memory=96m', '--cpus=0.5', 'c');
  t.equal(podman.do('exec', 'c', 'sh', '-c', limits), '100663296 50000');
  remove(podman, 'c');
});

onPodman(
  t,
  'files are copied in and out, changes are told, an image is made of them',
  (t, podman) => {
    const file = join(podman.machine.shared, 'copied');
    writeFileSync(file, 'content\n');
    serve(podman, 'c');
    podman.do('cp', file, 'c:/tmp/in');
    t.equal(podman.do('exec', 'c', 'cat', '/tmp/in'), 'content');
    podman.do('cp', 'c:/etc/group', `${file}.out`);
    t.match(podman.machine.run(['cat', `${file}.out`]).stdout, /extra:x:2000/);
    t.match(podman.do('diff', 'c'), /^A \/tmp\/in$/m);
    podman.do('commit', '--quiet', 'c', 'committed');
    t.equal(podman.do('run', '--rm', 'committed', 'cat', '/tmp/in'), 'content');
    remove(podman, 'c');
    podman.do('rmi', 'committed');
  },
);

onPodman(t, 'stop asks with SIGTERM, and takes SIGKILL when that was in vain', (t, podman) => {
  serve(podman, 'willing');
  says(podman, 'willing', 'out');
  t.equal(podman.run(['stop', 'willing']).stderr, '');
  t.equal(stateOf(podman, 'willing', 'ExitCode'), '3');
  podman.do('run', '--detach', '--name=deaf', 'box:1', 'sleep', '100');
  podman.do('stop', '--time=1', 'deaf');
  t.equal(stateOf(podman, 'deaf', 'ExitCode'), '137');
  const children = ['--pid=host', 'box:1', 'sh', '-c', 'sleep 1234 & sleep 1235'];
  podman.do('run', '--detach', '--name=shared', ...children);
  t.equal(podman.run(['stop', '--time=5', 'shared']).stderr, '');
  const left = () => podman.machine.traces().processes.some((line) => line.includes('sleep 123'));
  t.ok(
    eventually(() => !left()),
    'all processes are ended',
  );
  remove(podman, 'willing', 'deaf', 'shared');
});

onPodman(t, 'kill sends the signal that is named, and wait tells the end', (t, podman) => {
  const trap = 'trap "exit 9" USR1; echo ready; while :; do sleep 0.1; done';
  podman.do('run', '--detach', '--name=c', 'box:1', 'sh', '-c', trap);
  says(podman, 'c', 'ready');
  podman.do('kill', '--signal=USR1', 'c');
  t.equal(podman.do('wait', 'c'), '9');
  podman.do('start', 'c');
  podman.do('kill', 'c');
  t.equal(podman.do('wait', 'c'), '137');
  t.match(podman.run(['kill', 'c']), { code: 125, stderr: /can only kill running containers/ });
  remove(podman, 'c');
});

onPodman(t, 'a container is started again, and by its restart policy', (t, podman) => {
  serve(podman, 'c');
  const first = stateOf(podman, 'c', 'Pid');
  podman.do('restart', 'c');
  t.not(stateOf(podman, 'c', 'Pid'), first);
  remove(podman, 'c');
  podman.run(['run', '--name=often', '--restart=on-failure:2', 'box:1', 'false']);
  t.ok(eventually(() => podman.do('inspect', '--format={{.RestartCount}}', 'often') === '2'));
  t.ok(eventually(() => stateOf(podman, 'often') === 'exited'));
  t.equal(stateOf(podman, 'often', 'ExitCode'), '1');
  remove(podman, 'often');
});

onPodman(t, 'init makes a container that start lets run', (t, podman) => {
  podman.do('create', '--name=c', 'box:1', 'sh', '-c', 'echo ran; exit 9');
  podman.do('init', 'c');
  t.equal(stateOf(podman, 'c'), 'initialized');
  t.match(podman.run(['start', '--attach', 'c']), { code: 9, stdout: 'ran\n' });
  podman.do('init', 'c');
  podman.do('rm', 'c');
  podman.do('create', '--name=c', 'box:1', '/nofile');
  const failed = podman.run(['start', 'c']);
  t.match(failed, { code: 125, stderr: /pelagos: exec: "\/nofile": stat \/nofile: no such file/ });
  podman.do('rm', 'c');
});

onPodman(t, 'attach has the terminal of the container, in the size of its own', (t, podman) => {
  podman.do('run', '--detach', '--interactive', '--tty', '--name=c', 'box:1', 'sh');
  const shown = podman.onTerminal(['attach', 'c'], `${sized}; exit 8\n`);
  t.match(shown.stdout, /33 77\r\n/);
  t.equal(stateOf(podman, 'c', 'ExitCode'), '8');
  t.match(podman.do('logs', 'c'), /33 77/);
  remove(podman, 'c');
  podman.do('run', '--detach', '--interactive', '--name=c', 'box:1', 'cat');
  const fed = podman.run(['attach', 'c'], { input: 'typed\n' });
  t.match(fed, { code: 0, stdout: 'typed\n' });
  remove(podman, 'c');
});

onPodman(t, 'podman run sends its own signals on', (t, podman) => {
  const run = [podman.program, 'run', '--name=c', 'box:1', 'sh', '-c', server];
  const client = podman.machine.background(run, 'run');
  client.says('out');
  podman.machine.shell(`kill -TERM $(pgrep -f '^[^ ]*podman[^ ]* run --name=c')`);
  client.says('term');
  t.ok(client.ended());
  t.equal(stateOf(podman, 'c', 'ExitCode'), '3');
  remove(podman, 'c');
});

onPodman(t, 'the health of a container is asked inside', (t, podman) => {
  const health = ['--health-cmd=test -e /tmp/healthy', '--health-interval=disable'];
  serve(podman, 'c', ...health);
  t.match(podman.run(['healthcheck', 'run', 'c']), { code: 1, stdout: /unhealthy/ });
  podman.do('exec', 'c', 'touch', '/tmp/healthy');
  t.equal(podman.run(['healthcheck', 'run', 'c']).code, 0);
  remove(podman, 'c');
});

onPodman(t, 'a service manager is told by the container when it is ready', (t, podman) => {
  const { machine } = podman;
  const program = join(machine.shared, 'notify');
  copyFileSync(nativeProgram('notify'), program);
  const manager = machine.background([program, 'listen', '/run/manager.sock'], 'manager');
  t.ok(eventually(() => machine.run(['test', '-S', '/run/manager.sock']).code === 0));
  const flags = ['--sdnotify=container', '--rm', `--volume=${program}:/notify`];
  const run = (name: string, ...command: readonly string[]) =>
    podman.run(['run', ...flags, `--name=${name}`, 'box:1', ...command], {
      env: { NOTIFY_SOCKET: '/run/manager.sock' },
    });
  t.equal(run('ready', '/notify', 'send', 'READY=1').code, 0);
  manager.says('MAINPID=');
  manager.says('READY=1');
  manager.stop();
});
