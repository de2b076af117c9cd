/** podman with systemd as its manager of cgroups, of root and of a user whose session is delegated. */
import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { makeImage } from '../clients/support/image.ts';
import { commandPath, runtimeUnderTest } from '../support/requires.ts';
import { call, type Outcome } from '../support/runtime.ts';
import { succeed } from '../support/stage.ts';
import { systemctl } from '../support/systemctl.ts';
import { eventually, slowness } from '../support/wait.ts';

const uid = 1000;
const configuration = `[engine]
runtime = "pelagos"
runtime_supports_json = ["crun", "runc", "pelagos"]
runtime_supports_nocgroup = ["crun", "runc", "pelagos"]
cgroup_manager = "systemd"
events_logger = "file"
[engine.runtimes]
pelagos = ["${runtimeUnderTest()}"]
`;

const shared = realpathSync(mkdtempSync(join(tmpdir(), 'pelagos-podman-')));
chmodSync(shared, 0o755);
t.teardown(() => rmSync(shared, { recursive: true, force: true }));
t.setTimeout(0);
const [archive, config] = [join(shared, 'box.tar'), join(shared, 'containers.conf')];
writeFileSync(config, configuration);
makeImage(archive, { name: 'localhost/box:1' });

interface Caller {
  readonly wrapper: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The cgroup that the units of its service manager are below. */
  readonly above: string;
  /** Where podman puts containers. */
  readonly slice: string;
  /** What names the service manager to systemctl(1). */
  readonly manager: readonly string[];
}

const callers: Readonly<Record<string, Caller>> = {
  root: { wrapper: [], env: { HOME: '/root' }, above: '', slice: 'machine.slice', manager: [] },
  'a user': {
    wrapper: ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--init-groups', '--inh-caps=-all'],
    env: { HOME: '/home/user', USER: 'user', XDG_RUNTIME_DIR: `/run/user/${uid}` },
    above: `/user.slice/user-${uid}.slice/user@${uid}.service`,
    slice: 'user.slice',
    manager: ['--user', '--machine=user@'],
  },
};

class Podman {
  readonly caller: Caller;
  readonly #program = commandPath('podman', 'add it to hack/vm.d/packages');

  constructor(caller: Caller) {
    this.caller = caller;
  }

  run(...args: readonly string[]): Outcome {
    const { wrapper, env } = this.caller;
    const variables = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', CONTAINERS_CONF: config, ...env };
    return call([this.#program, ...args], { wrapper, env: variables, timeout: 60_000 });
  }

  do(...args: readonly string[]): string {
    return succeed(`podman ${args.join(' ')}`, this.run(...args)).stdout.trimEnd();
  }

  /** Scopes of containers, which are named libpod-ID. */
  scopes(): string {
    const list = ['list-units', '--all', '--plain', '--no-legend', 'libpod-*'];
    return systemctl(...this.caller.manager, ...list);
  }
}

const loaded = new Set<string>();

/** A test of both; afterwards no container and no unit may be left. */
function onPodman(
  title: string,
  play: (t: Test, podman: Podman) => void,
  names: readonly string[] = Object.keys(callers),
): void {
  for (const [name, caller] of Object.entries(callers)) {
    if (!names.includes(name)) continue;
    t.test(`${name}: ${title}`, { timeout: 120_000 * slowness }, (t) => {
      const podman = new Podman(caller);
      if (!loaded.has(name)) podman.do('load', '--quiet', '--input', archive);
      loaded.add(name);
      try {
        play(t, podman);
        t.equal(podman.do('ps', '--all', '--quiet'), '', 'no container is left');
        eventually(() => podman.scopes() === '');
        t.equal(podman.scopes(), '', 'no scope is left');
      } finally {
        podman.run('pod', 'rm', '--all', '--force', '--time=0');
        podman.run('rm', '--all', '--force', '--time=0');
      }
      t.end();
    });
  }
}

const detached = ['run', '--detach', '--network=none'];

onPodman('run puts a container with its limits into a scope of systemd', (t, podman) => {
  const files = ['memory.max', 'pids.max', 'cpu.max'].map((name) => `/sys/fs/cgroup/${name}`);
  const limits = ['--memory=64m', '--pids-limit=33', '--cpus=0.5'];
  const rest = ['--rm', '--network=none', 'box:1', 'cat', ...files];
  t.equal(podman.do('run', ...limits, ...rest), '67108864\n33\n50000 100000');
  t.equal(podman.run('run', '--rm', '--network=none', 'box:1', 'sh', '-c', 'exit 7').code, 7);
});

onPodman('exec enters, stop ends and rm removes a container', (t, podman) => {
  const script = 'trap "exit 3" TERM; while :; do sleep 0.1; done';
  const id = podman.do(...detached, '--name=c', 'box:1', 'sh', '-c', script);
  const pid = podman.do('inspect', '--format={{.State.Pid}}', 'c');
  const { above, slice } = podman.caller;
  const { stdout } = call(['cat', `/proc/${pid}/cgroup`]);
  t.match(stdout, `0::${above}/${slice}/libpod-${id}.scope`);
  t.equal(podman.do('exec', 'c', 'cat', '/proc/self/cgroup').split('/')[0], '0::');
  t.equal(podman.run('exec', 'c', 'sh', '-c', 'exit 6').code, 6);
  podman.do('stop', 'c');
  t.equal(podman.do('inspect', '--format={{.State.ExitCode}}', 'c'), '3');
  podman.do('rm', 'c');
});

onPodman('a pod has a slice of its own', (t, podman) => {
  podman.do('pod', 'create', '--name=p', '--network=none');
  podman.do('run', '--detach', '--pod=p', '--name=c', 'box:1', 'sleep', '1000');
  const pid = podman.do('inspect', '--format={{.State.Pid}}', 'c');
  const { stdout } = call(['cat', `/proc/${pid}/cgroup`]);
  t.match(stdout, /\.slice\/(\w+-)?\w+-libpod_pod_[0-9a-f]+\.slice\/libpod-[0-9a-f]+\.scope/);
  podman.do('pod', 'rm', '--force', '--time=0', 'p');
});

// criu needs root.
onPodman(
  'a container is checkpointed, and goes on when it is restored',
  (t, podman) => {
    const script = 'i=0; while :; do i=$((i+1)); echo $i; sleep 0.2; done';
    podman.do(...detached, '--name=c', 'box:1', 'sh', '-c', script);
    const last = () => Number(podman.do('logs', '--tail=1', 'c'));
    t.ok(eventually(() => last() > 2));
    podman.do('container', 'checkpoint', 'c');
    t.equal(podman.do('inspect', '--format={{.State.Status}}', 'c'), 'exited');
    const before = last();
    podman.do('container', 'restore', 'c');
    t.equal(podman.do('inspect', '--format={{.State.Status}}', 'c'), 'running');
    t.ok(eventually(() => last() > before));
    t.equal(podman.do('exec', 'c', 'cat', '/proc/1/comm'), 'sh');
    podman.do('rm', '--force', '--time=0', 'c');
  },
  ['root'],
);
