/** Docker on a machine of its own, whose only way to run containers is ours. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Test } from 'tap';
import { type Background, background } from '../../support/background.ts';
import type { JsonObject } from '../../support/json.ts';
import { runtimeUnderTest } from '../../support/requires.ts';
import type { CallOptions, Outcome } from '../../support/runtime.ts';
import { eventually, slowness } from '../../support/wait.ts';
import { makeImage } from './image.ts';
import { type Machine, onMachine, type Traces } from './isolate.ts';

/** By their paths: on a machine for developers, PATH may lead to a Docker of another make. */
const docker = '/usr/bin/docker';
const dockerd = '/usr/sbin/dockerd';
const others = [
  '/usr/sbin/docker-proxy',
  '/usr/bin/containerd',
  '/usr/bin/containerd-shim-runc-v2',
];

/** In the machine, those of the folder PELAGOS_TEST_DOCKER take the place of Debian's. */
function replacePrograms(machine: Machine): void {
  const folder = process.env['PELAGOS_TEST_DOCKER'];
  if (folder === undefined) return;
  for (const path of [docker, dockerd, ...others]) {
    machine.shell(`mount --bind "${join(folder, basename(path))}" ${path}`);
  }
  const plugins = join(machine.directory, 'root/.docker/cli-plugins');
  mkdirSync(plugins, { recursive: true });
  symlinkSync(join(folder, 'docker-buildx'), join(plugins, 'docker-buildx'));
}

/** All that the engine keeps for itself once it has started: networks, folders of cgroups. */
export class Docker {
  readonly machine: Machine;
  #daemon: Background;

  constructor(machine: Machine, configuration: JsonObject = {}) {
    this.machine = machine;
    const bin = join(machine.shared, 'bin');
    mkdirSync(bin);
    // Its builder takes what PATH has by this name, whatever the default runtime is.
    symlinkSync(runtimeUnderTest(), join(bin, 'runc'));
    machine.shell('mount --bind /bin/false /usr/sbin/runc');
    replacePrograms(machine);
    const etc = join(machine.directory, 'etc/docker');
    mkdirSync(etc, { recursive: true });
    const file = {
      runtimes: { pelagos: { path: runtimeUnderTest() } },
      'default-runtime': 'pelagos',
      iptables: false,
      ...configuration,
    };
    writeFileSync(join(etc, 'daemon.json'), JSON.stringify(file));
    this.#daemon = this.start();
    const archive = join(machine.shared, 'box.tar');
    makeImage(archive, { name: 'docker.io/library/box:1' });
    this.succeed(['load', '-i', archive]);
  }

  /** Starts the daemon, and waits until it answers. */
  start(): Background {
    const log = join(this.machine.directory, 'dockerd.log');
    const path = `PATH=${join(this.machine.shared, 'bin')}:/usr/sbin:/usr/bin:/sbin:/bin`;
    const argv = [...this.machine.entry, 'env', path, dockerd];
    this.#daemon = background(argv, log);
    if (!eventually(() => this.call(['version']).code === 0)) {
      throw new Error(`dockerd does not start: ${this.#daemon.output()}`);
    }
    return this.#daemon;
  }

  /** Ends the daemon; what happens to its containers is its own affair. */
  stop(signal = 'TERM'): void {
    this.machine.shell(`kill -${signal} $(cat /run/docker.pid)`);
    if (!this.#daemon.ended()) throw new Error('dockerd does not end');
  }

  get log(): string {
    return this.#daemon.output();
  }

  /** The version of the API that the daemon speaks, without the 1 that it begins with. */
  get api(): number {
    return Number(this.succeed(['version', '--format', '{{.Server.APIVersion}}']).split('.')[1]);
  }

  call(args: readonly string[], options?: CallOptions): Outcome {
    return this.machine.run([docker, ...args], options);
  }

  /** The output of a command that has to succeed. */
  succeed(args: readonly string[], options?: CallOptions): string {
    const { code, stdout, stderr } = this.call(args, options);
    if (code !== 0) throw new Error(`docker ${args.join(' ')}: ${stderr}`);
    return stdout;
  }

  /** Runs a script in a new container without a network, which is removed after it. */
  run(options: readonly string[], script: string): Outcome {
    return this.call(['run', '--rm', '--net=none', ...options, 'box:1', 'sh', '-c', script]);
  }

  /** Starts a container that stays. */
  detached(name: string, options: readonly string[], script: string): void {
    const args = ['run', '--detach', `--name=${name}`, '--net=none', ...options];
    this.succeed([...args, 'box:1', 'sh', '-c', script]);
  }

  removeAll(): void {
    const all = this.succeed(['ps', '--all', '--quiet']).split('\n').slice(0, -1);
    if (all.length > 0) this.succeed(['rm', '--force', '--volumes', ...all]);
  }

  /** A field of a container, by a Go template. */
  inspect(name: string, field: string): string {
    return this.succeed(['inspect', '--format', `{{${field}}}`, name]).trim();
  }

  /** Waits until a container has written exactly this to its standard output. */
  says(name: string, text: string): boolean {
    return eventually(() => this.call(['logs', name]).stdout === text);
  }

  /** Types into a terminal on which docker runs, and returns what is seen there. */
  typed(args: readonly string[], input: string): Outcome {
    const line = [docker, ...args].map((word) => `'${word}'`).join(' ');
    return this.machine.run(['script', '-qec', line, '/dev/null'], { input });
  }
}

/** A test of its own within those of one daemon, which leaves nothing behind. */
export type DockerTest = (title: string, play: (t: Test) => void) => void;

/** Tests with one daemon, which has left nothing behind either when it ends. */
export function onDocker(
  t: Test,
  title: string,
  play: (docker: Docker, test: DockerTest) => void,
  configuration: JsonObject = {},
): void {
  onMachine(t, title, async (t, machine) => {
    const docker = new Docker(machine, configuration);
    const before = machine.traces();
    const done: Promise<unknown>[] = [];
    play(docker, (title, run) => {
      const one = (t: Test) => {
        try {
          run(t);
        } finally {
          docker.removeAll();
        }
        machine.assertClean(t, { ...before, cgroups: parents(machine) });
        t.end();
      };
      done.push(t.test(title, { timeout: 120_000 * slowness }, one));
    });
    await Promise.all(done);
    docker.stop();
    machine.assertClean(t, kept(machine));
  });
}

/** A daemon that has ended keeps its bridge. */
function kept(machine: Machine): Partial<Traces> {
  const { networks, mounts } = machine.traces();
  return {
    networks,
    mounts: mounts.filter((path) => !/overlay2\/.|containers\/|netns\/./.test(path)),
    cgroups: parents(machine),
  };
}

/** From its first container on, the engine keeps the empty cgroups above those of containers. */
function parents(machine: Machine): readonly string[] {
  const known = ['/docker', '/docker/buildkit', '/machine'];
  return machine.traces().cgroups.filter((path) => known.includes(path));
}
