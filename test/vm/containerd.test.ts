/** containerd with SystemdCgroup on unified cgroups, as ctr asks it to. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { makeImage } from '../clients/support/image.ts';
import { background } from '../support/background.ts';
import { readOr } from '../support/processes.ts';
import { commandPath, runtimeUnderTest } from '../support/requires.ts';
import { call, type Outcome } from '../support/runtime.ts';
import { succeed } from '../support/stage.ts';
import { isLoaded, shown } from '../support/systemctl.ts';
import { eventually, slowness } from '../support/wait.ts';

const image = 'docker.io/library/box:1';
const cure = 'add containerd to hack/vm.d/packages';
const shared = realpathSync(mkdtempSync(join(tmpdir(), 'pelagos-containerd-')));
const socket = join(shared, 'containerd.sock');
t.setTimeout(0);

const configuration = `version = 2
root = "${shared}/root"
state = "${shared}/state"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
  address = "${socket}"
`;

function ctr(...args: readonly string[]): Outcome {
  return call([commandPath('ctr', cure), `--address=${socket}`, ...args], { timeout: 60_000 });
}

const must = (...args: readonly string[]): string => succeed(args.join(' '), ctr(...args)).stdout;

/** What `ctr run` is told, so that the container is in the unit ctr-ID.scope of system.slice. */
const systemd = (id: string) => [
  `--runc-binary=${runtimeUnderTest()}`,
  '--runc-systemd-cgroup',
  `--cgroup=system.slice:ctr:${id}`,
];

const scope = (id: string) => `ctr-${id}.scope`;

function start(): void {
  const file = join(shared, 'config.toml');
  writeFileSync(file, configuration);
  mkdirSync(join(shared, 'root'));
  const daemon = background(
    [commandPath('containerd', cure), '--config', file],
    join(shared, 'log'),
  );
  t.teardown(() => {
    process.kill(daemon.pid, 'SIGTERM');
    daemon.ended(20_000);
    rmSync(shared, { recursive: true, force: true });
  });
  if (!eventually(() => ctr('version').code === 0, 30_000)) throw new Error(daemon.output());
  const archive = join(shared, 'box.tar');
  makeImage(archive, { name: image });
  must('images', 'import', archive);
}

/** A test that leaves no unit of its containers behind. */
function onContainerd(title: string, id: string, play: (t: Test) => void): void {
  t.test(title, { timeout: 120_000 * slowness }, (t) => {
    play(t);
    t.ok(
      eventually(() => !isLoaded(scope(id))),
      'no unit is left',
    );
    t.end();
  });
}

start();

onContainerd('run ends as its container does', 'a', (t) => {
  const script = 'cat /proc/self/cgroup; exit 7';
  const { code, stdout } = ctr('run', '--rm', ...systemd('a'), image, 'a', 'sh', '-c', script);
  t.equal(code, 7);
  t.match(stdout, /^0::/);
});

onContainerd('a task is in a scope, entered, paused, measured, killed and deleted', 'b', (t) => {
  const limits = [`--memory-limit=${64 << 20}`, '--cpus=0.5'];
  must('run', '--detach', ...systemd('b'), ...limits, image, 'b', 'sleep', '1000');
  const active = { ActiveState: 'active', Slice: 'system.slice' };
  t.match(shown(scope('b'), 'ActiveState', 'Slice'), active);
  const folder = `/sys/fs/cgroup/system.slice/${scope('b')}`;
  t.equal(readOr(`${folder}/memory.max`), `${64 << 20}\n`);
  t.equal(readOr(`${folder}/cpu.max`), '50000 100000\n');
  t.equal(must('tasks', 'exec', '--exec-id=e', 'b', 'cat', '/proc/1/comm'), 'sleep\n');
  must('tasks', 'pause', 'b');
  t.match(must('tasks', 'ls'), /^b .*PAUSED/m);
  must('tasks', 'resume', 'b');
  t.match(must('tasks', 'metrics', 'b'), /memory\.usage_limit +67108864/);
  must('tasks', 'kill', '--signal=KILL', 'b');
  t.ok(eventually(() => /^b .*STOPPED/m.test(must('tasks', 'ls'))));
  must('tasks', 'delete', 'b');
  must('containers', 'delete', 'b');
});
