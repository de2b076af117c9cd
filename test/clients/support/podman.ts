/** podman in a machine, with the runtime under test as its runtime, and an image of busybox. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'tap';
import { commandPath, requireRoot, runtimeUnderTest } from '../../support/requires.ts';
import type { CallOptions, Outcome } from '../../support/runtime.ts';
import { succeed } from '../../support/stage.ts';
import { eventually, slowness } from '../../support/wait.ts';
import { makeImage } from './image.ts';
import { Machine } from './isolate.ts';

/** PELAGOS_TEST_PODMAN, or that of Debian. */
function podmanProgram(): string {
  const given = process.env['PELAGOS_TEST_PODMAN'];
  return given ?? commandPath('podman', 'run test/clients/install/podman');
}

/** As docs/clients.md tells. */
function configuration(runtime: string): string {
  return `[engine]
runtime = "pelagos"
runtime_supports_json = ["crun", "runc", "pelagos"]
runtime_supports_nocgroup = ["crun", "runc", "pelagos"]
# Without systemd there is no journal either.
cgroup_manager = "cgroupfs"
events_logger = "file"
[engine.runtimes]
pelagos = ["${runtime}"]
[network]
network_backend = "netavark"
`;
}

export class Podman {
  readonly machine: Machine;
  readonly program: string;
  readonly #caller: CallOptions;

  /** The caller is who runs podman, as a wrapper and an environment; root unless told. */
  constructor(machine: Machine, caller: CallOptions = {}) {
    this.machine = machine;
    // podman 5 warns of version 1 on standard error.
    this.#caller = { ...caller, env: { PODMAN_IGNORE_CGROUPSV1_WARNING: '1', ...caller.env } };
    this.program = podmanProgram();
    const folder = join(machine.directory, 'etc/containers/containers.conf.d');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'pelagos.conf'), configuration(runtimeUnderTest()));
  }

  /** Packs the image `box:1` and loads it. */
  load(...flags: readonly string[]): this {
    const archive = join(this.machine.shared, 'box.tar');
    makeImage(archive, { name: 'localhost/box:1' });
    this.do('load', '--quiet', '--input', archive);
    // Makes what podman keeps for all its containers: the mount of its storage, parents of cgroups.
    this.sh('true', ...flags);
    // conmon(8) ends a moment after podman.
    eventually(() => this.machine.traces().processes.length === 0);
    return this;
  }

  /** Its first number, of those whose words and ways differ. */
  get major(): number {
    return Number(/version (\d+)/.exec(this.do('--version'))?.[1]);
  }

  /** `podman ARGS`, however it ends. */
  run(args: readonly string[], options: CallOptions = {}): Outcome {
    return this.machine.run([this.program, ...args], { ...this.#caller, ...options });
  }

  /** `podman ARGS`, which has to succeed; returns what it says, without the last line's end. */
  do(...args: readonly string[]): string {
    return succeed(`podman ${args.join(' ')}`, this.run(args)).stdout.trimEnd();
  }

  /** Runs a script in a new container that is removed, and returns what it says. */
  sh(script: string, ...flags: readonly string[]): string {
    return this.do('run', '--rm', ...flags, 'box:1', 'sh', '-c', script);
  }

  /**
   * `podman ARGS` on a real terminal of 33 rows and 77 columns, with lines typed into it. Returns
   * all that the terminal shows.
   */
  onTerminal(args: readonly string[], typed = ''): Outcome {
    const quoted = [this.program, ...args].map((word) => `'${word.replaceAll("'", `'\\''`)}'`);
    const script = `stty rows 33 cols 77; ${quoted.join(' ')}`;
    const argv = ['script', '--quiet', '--return', '--command', script, '/dev/null'];
    return this.machine.run(argv, { ...this.#caller, input: typed });
  }
}

/** One for all tests of a file, since a new machine has to make its storage anew. */
let common: Podman | undefined;

/** A test with podman in the machine of this file; afterwards nothing may be left but images. */
export function onPodman(
  t: Test,
  title: string,
  play: (t: Test, podman: Podman) => void | Promise<void>,
): Promise<unknown> {
  t.setTimeout(0);
  return t.test(title, { timeout: 120_000 * slowness }, async (t) => {
    requireRoot();
    if (common === undefined) {
      common = new Podman(new Machine('podman'));
      common.load();
    }
    const { machine } = common;
    const before = machine.traces();
    try {
      await play(t, common);
      t.equal(common.do('ps', '--all', '--quiet'), '', 'no container is left');
      machine.assertClean(t, before);
      t.equal(machine.run(['ls', '/run/pelagos']).stdout, '', 'no state is left');
    } finally {
      common.run(['pod', 'rm', '--all', '--force', '--time=0']);
      common.run(['rm', '--all', '--force', '--time=0']);
    }
  });
}
