/** containerd of the distribution runs containers by pelagos, as ctr asks it to. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { background } from '../support/background.ts';
import { runtimeUnderTest } from '../support/requires.ts';
import type { Outcome } from '../support/runtime.ts';
import { eventually, slowness } from '../support/wait.ts';
import { makeImage } from './support/image.ts';
import { type Machine, onMachine } from './support/isolate.ts';

const image = 'docker.io/library/box:1';
const ctr = '/usr/bin/ctr';

class Containerd {
  readonly machine: Machine;

  constructor(machine: Machine) {
    this.machine = machine;
    machine.shell('mount --bind /bin/false /usr/sbin/runc; mkdir -p /etc/containerd');
    const plugins = 'disabled_plugins = ["io.containerd.grpc.v1.cri"]';
    machine.shell('cat >/etc/containerd/config.toml', { input: `version = 2\n${plugins}\n` });
    const log = join(machine.directory, 'containerd.log');
    // ctr does not hand --runc-binary on together with --uidmap: what PATH has is ours too.
    const bin = join(machine.shared, 'bin');
    mkdirSync(bin);
    symlinkSync(runtimeUnderTest(), join(bin, 'runc'));
    const env = ['env', `PATH=${bin}:/usr/sbin:/usr/bin:/sbin:/bin`];
    const daemon = background([...machine.entry, ...env, '/usr/bin/containerd'], log);
    const answers = () => this.ctr('version').code === 0;
    if (!eventually(answers)) throw new Error(`no containerd: ${daemon.output()}`);
    const archive = join(machine.shared, 'box.tar');
    makeImage(archive, { name: image });
    this.succeed('images', 'import', archive);
  }

  ctr(...args: readonly string[]): Outcome {
    return this.machine.run([ctr, ...args]);
  }

  succeed(...args: readonly string[]): string {
    const { code, stdout, stderr } = this.ctr(...args);
    if (code !== 0) throw new Error(`ctr ${args.join(' ')}: ${stderr}`);
    return stdout;
  }

  /**
   * `ctr run` with options, of a container that executes a script. Where it ends at once, ctr may not
   * have opened its output yet, and shows none.
   */
  run(options: readonly string[], id: string, script: string): Outcome {
    return this.execute(options, id, ['sh', '-c', script]);
  }

  execute(options: readonly string[], id: string, argv: readonly string[]): Outcome {
    return this.ctr('run', `--runc-binary=${runtimeUnderTest()}`, ...options, image, id, ...argv);
  }

  ended(id: string): boolean {
    return eventually(() => new RegExp(`^${id} .*STOPPED`, 'm').test(this.succeed('tasks', 'ls')));
  }
}

type Play = (t: Test) => void;

onMachine(t, 'containerd', async (t, machine) => {
  const engine = new Containerd(machine);
  const before = machine.traces();
  const test = (title: string, play: Play): Promise<unknown> =>
    t.test(title, { timeout: 120_000 * slowness }, (t) => {
      play(t);
      // Namespaces of containerd keep the empty cgroup above those of their containers.
      const cgroups = [...new Set([...before.cgroups, '/default'])].sort();
      machine.assertClean(t, { ...before, cgroups });
      t.end();
    });

  await test('ctr run ends as the container does', (t) => {
    t.match(engine.run(['--rm'], 'a', 'echo out; echo err >&2; sleep 1; exit 7'), {
      code: 7,
      stdout: 'out\n',
      stderr: /^err\n/,
    });
    const options = ['--rm', '--env=X=y', '--cwd=/tmp', '--read-only'];
    const script = 'echo $X; pwd; touch /tmp/x 2>/dev/null || echo read-only; sleep 1';
    t.equal(engine.run(options, 'a', script).stdout, 'y\n/tmp\nread-only\n');
    t.equal(engine.run(['--rm', '--null-io'], 'a', 'echo unseen').stdout, '');
    t.equal(
      engine.run(['--rm', '--snapshotter=native'], 'a', 'echo native; sleep 1').stdout,
      'native\n',
    );
    const maps = ['--uidmap=0:100000:65536', '--gidmap=0:200000:65536'];
    const look = 'cat /proc/self/uid_map /proc/self/gid_map; id -u; sleep 1';
    t.match(engine.run(['--rm', ...maps], 'a', look), {
      stderr: '',
      stdout: /0 +100000 +65536\n +0 +200000 .*\n0\n/,
    });
  });

  await test('a container that cannot be made leaves nothing but the reason', (t) => {
    const { code, stderr } = engine.execute(['--rm'], 'a', ['nosuch']);
    t.equal(code, 1);
    t.match(
      stderr,
      /OCI runtime create failed: exec: "nosuch": executable file not found in \$PATH/,
    );
    const missing = engine.run(['--rm', '--mount=type=bind,src=/no/such,dst=/x'], 'a', 'true');
    t.match(missing.stderr, /"\/no\/such".*[Nn]o such file or directory/);
    t.equal(engine.run(['--rm'], 'a', 'echo again; sleep 1').stdout, 'again\n');
  });

  await test('ctr tasks lists, enters, pauses, measures and ends what runs', (t) => {
    const { code, stderr } = engine.run(
      ['--detach'],
      'box',
      'trap "exit 3" TERM; while :; do sleep 0.1; done',
    );
    t.equal(code, 0, stderr);
    t.match(engine.succeed('tasks', 'ls'), /^box +\d+ +RUNNING/m);
    t.match(engine.succeed('tasks', 'ps', 'box'), /^PID +INFO\n\d+ /);
    t.match(engine.ctr('tasks', 'exec', '--exec-id=e', 'box', 'sh', '-c', 'echo in; exit 9'), {
      code: 9,
      stdout: 'in\n',
    });
    const exec = engine.ctr('tasks', 'exec', '--exec-id=e', 'box', 'nosuch');
    t.match(exec.stderr, /executable file not found in \$PATH/);
    engine.succeed('tasks', 'pause', 'box');
    t.match(engine.succeed('tasks', 'ls'), /^box +\d+ +PAUSED/m);
    engine.succeed('tasks', 'resume', 'box');
    t.match(
      engine.succeed('tasks', 'metrics', 'box'),
      /memory\.usage_in_bytes +[1-9]|memory\.current/,
    );
    t.match(engine.ctr('tasks', 'delete', 'box').stderr, /must be stopped/);
    engine.succeed('tasks', 'kill', 'box');
    t.ok(engine.ended('box'));
    t.match(engine.ctr('tasks', 'kill', 'box').stderr, /process already finished|not found/);
    t.match(engine.ctr('tasks', 'delete', 'box').stderr, /exit with non-zero exit code 3/);
    engine.succeed('containers', 'delete', 'box');
  });

  await test('a terminal of ctr is one in the container', (t) => {
    const run = `${ctr} run --rm --tty --runc-binary=${runtimeUnderTest()} ${image} a`;
    const script = ['script', '-qec', `${run} sh -c 'tty; exit 4'`, '/dev/null'];
    t.match(machine.run(script), { code: 4, stdout: /\/dev\/pts\/0\r/ });
  });

  await test('containerd tells of containers, and of memory that was used up', (t) => {
    const events = background([...machine.entry, ctr, 'events'], join(machine.directory, 'events'));
    const limits = ['--rm', `--memory-limit=${20 << 20}`];
    const script = 'dd if=/dev/zero of=/dev/null bs=100M count=1; sleep 2';
    engine.run(limits, 'hungry', script);
    for (const topic of ['create', 'start', 'oom', 'exit', 'delete'])
      events.says(`/tasks/${topic}`);
    machine.shell('kill $(pgrep -x ctr)');
    t.ok(events.ended());
  });

  await test('what a container without a pid namespace has left ends with it', (t) => {
    engine.run(['--detach', '--with-ns=pid:/proc/1/ns/pid'], 'box', 'sleep 777 & exec sleep 888');
    const sleepers = () =>
      machine.traces().processes.filter((line) => /^sleep [78]/.test(line)).length;
    t.ok(eventually(() => sleepers() === 2));
    engine.succeed('tasks', 'kill', '--signal=KILL', 'box');
    t.ok(eventually(() => sleepers() === 0));
    engine.ctr('tasks', 'delete', 'box');
    engine.succeed('containers', 'delete', 'box');
  });

  await test('what a shim that was killed had is cleaned away', (t) => {
    engine.run(['--detach'], 'box', 'exec sleep 1000');
    machine.shell('kill -KILL $(pgrep -f containerd-shim)');
    t.ok(eventually(() => !/^box /m.test(engine.succeed('tasks', 'ls'))));
    engine.succeed('containers', 'delete', 'box');
  });
});
