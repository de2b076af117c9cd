import { spawnSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';
import { makeBundle, writeConfig } from './bundle.ts';
import { markedCgroups, removeCgroups } from './cgroups.ts';
import type { Json, JsonObject } from './json.ts';
import { assertNoLeak, mountsBelow, takeSnapshot, type Watched } from './leak-snapshot.ts';
import { hasEnded, markedProcesses, namespaceOf, readOr } from './processes.ts';
import { requireRoot, runtimeUnderTest } from './requires.ts';
import { type CallOptions, call, callDetached, type Outcome } from './runtime.ts';
import { eventually, slowness } from './wait.ts';

export interface StageOptions {
  /** The runtime to drive; the one under test unless told. */
  readonly runtime?: string;
  /** For attacks that succeed: what a vulnerable runtime leaves is cleaned but not judged. */
  readonly leaksExpected?: boolean;
  /** Milliseconds, for what makes many containers; a minute unless told. */
  readonly timeout?: number;
}

export interface CreateOptions extends CallOptions {
  readonly globals?: readonly string[];
  readonly flags?: readonly string[];
  readonly stdin?: string;
}

let stages = 0;

/** Those to clean when the runner stops a file that takes too long. */
const living = new Set<Stage>();

process.once('SIGTERM', () => {
  for (const stage of living) stage.clean();
  process.exit(143);
});

/** One container's life in a folder of its own: bundle, `--root`, streams, cgroup, id. */
export class Stage {
  readonly runtime: string;
  readonly directory: string;
  readonly bundle: string;
  readonly rootfs: string;
  readonly root: string;
  readonly id: string;
  readonly streams: { readonly stdin: string; readonly stdout: string; readonly stderr: string };
  readonly #namespaces = new Set<string>();
  /** Open, or the kernel gives the inodes of namespaces that ended to those of others. */
  readonly #pins: number[] = [];

  constructor(runtime: string) {
    stages += 1;
    this.runtime = runtime;
    this.id = `pt-${process.pid}-${stages}`;
    this.directory = realpathSync(mkdtempSync(join(tmpdir(), 'pelagos-stage-')));
    this.bundle = join(this.directory, 'bundle');
    this.rootfs = join(this.bundle, 'rootfs');
    this.root = join(this.directory, 'root');
    const stream = (name: string) => join(this.directory, name);
    this.streams = { stdin: stream('stdin'), stdout: stream('stdout'), stderr: stream('stderr') };
    for (const path of Object.values(this.streams)) writeFileSync(path, '');
    living.add(this);
    makeBundle(this.bundle);
    this.configure({});
  }

  get watched(): Watched {
    const { id: cgroup, directory, root } = this;
    return { cgroup, directory, root, pidNamespaces: this.#namespaces };
  }

  get pidFile(): string {
    return join(this.directory, 'pid');
  }

  get pid(): number {
    return Number(readOr(this.pidFile, '0'));
  }

  /** A path in the folder of this stage, outside the bundle. */
  path(name: string): string {
    return join(this.directory, name);
  }

  /** Writes config.json: the minimal one, changed by a merge patch. */
  configure(patch: Json): void {
    writeConfig(this.bundle, this.id, patch);
  }

  /** Calls any verb: `run('state', id)`. */
  run(
    verb: readonly string[],
    options: CallOptions & { globals?: readonly string[] } = {},
  ): Outcome {
    const { globals = [] } = options;
    return call([this.runtime, '--root', this.root, ...globals, ...verb], options);
  }

  create(options: CreateOptions = {}): Outcome {
    const { globals = [], flags = [], stdin = this.streams.stdin } = options;
    rmSync(this.pidFile, { force: true });
    const verb = ['create', '--bundle', this.bundle, '--pid-file', this.pidFile, ...flags, this.id];
    const argv = [this.runtime, '--root', this.root, ...globals, ...verb];
    const outcome = callDetached(argv, { ...this.streams, stdin }, options);
    const namespace = namespaceOf(this.pid, 'pid');
    if (namespace !== '' && namespace !== namespaceOf('self', 'pid')) {
      this.#namespaces.add(namespace);
      this.#pins.push(openSync(`/proc/${this.pid}/ns/pid`, 'r'));
    }
    return outcome;
  }

  /** Calls any program with this stage's streams, as what a container may keep. */
  callDetached(argv: readonly string[], options: CallOptions = {}): Outcome {
    return callDetached(argv, this.streams, options);
  }

  start(options: CallOptions = {}): Outcome {
    return this.run(['start', this.id], options);
  }

  state(): Outcome {
    return this.run(['state', this.id]);
  }

  status(): string {
    const { code, stdout, stderr } = this.state();
    return code === 0 ? String((JSON.parse(stdout) as JsonObject)['status']) : `none: ${stderr}`;
  }

  kill(...args: readonly string[]): Outcome {
    return this.run(['kill', this.id, ...args]);
  }

  delete(...flags: readonly string[]): Outcome {
    return this.run(['delete', ...flags, this.id]);
  }

  /** Waits for the end of init. */
  ended(milliseconds?: number): boolean {
    const { pid } = this;
    return eventually(() => hasEnded(pid), milliseconds);
  }

  /** What the container has written so far. */
  output(): string {
    return readFileSync(this.streams.stdout, 'utf8');
  }

  errors(): string {
    return readFileSync(this.streams.stderr, 'utf8');
  }

  /**
   * The whole life of a container that runs a shell script: configured, created, started, waited
   * for and deleted. Returns its standard output; throws when a verb fails.
   */
  capture(script: string, patch: Json = {}, options: CreateOptions = {}): string {
    this.configure(patch);
    const config = JSON.parse(readFileSync(join(this.bundle, 'config.json'), 'utf8'));
    config.process.args = ['sh', '-c', script];
    writeFileSync(join(this.bundle, 'config.json'), JSON.stringify(config));
    return this.captureConfigured(options);
  }

  /** As capture, with config.json as it is. */
  captureConfigured(options: CreateOptions = {}): string {
    writeFileSync(this.streams.stdout, '');
    writeFileSync(this.streams.stderr, '');
    succeed('create', this.create(options));
    succeed('start', this.start());
    if (!this.ended()) throw new Error('the container still runs');
    succeed('delete', this.delete());
    return this.output();
  }

  /** Ends and removes whatever is left, by our own marks. */
  clean(): void {
    call([this.runtime, '--root', this.root, 'delete', '--force', this.id]);
    restoreNullDevice();
    for (const pid of markedProcesses(this.watched)) killQuietly(pid);
    eventually(() => markedProcesses(this.watched).length === 0);
    for (const cgroup of markedCgroups(this.id)) removeCgroups(cgroup);
    for (const point of mountsBelow(this.directory).reverse()) {
      spawnSync('umount', ['-l', point]);
    }
    rmSync(this.directory, { recursive: true, force: true });
    for (const pin of this.#pins.splice(0)) closeSync(pin);
    living.delete(this);
  }
}

/** Runtimes have been seen to give the host's device to the user of a container. */
function restoreNullDevice(): void {
  const { uid, gid } = statSync('/dev/null');
  if (uid !== 0 || gid !== 0) chownSync('/dev/null', 0, 0);
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

/** Throws with the runtime's own words unless the call succeeded. */
export function succeed(what: string, outcome: Outcome): Outcome {
  if (outcome.code === 0) return outcome;
  const { code, signal, stderr } = outcome;
  throw new Error(`${what} failed (${signal ?? code}): ${stderr.trim()}`);
}

/** A test with a container's stage, which is cleaned whatever happens, and checked for leaks. */
export function onStage(
  t: Test,
  title: string,
  play: (t: Test, stage: Stage) => void | Promise<void>,
  options: StageOptions = {},
): Promise<unknown> {
  // Many short tests make a long file; the runner has its own limit for files that hang.
  t.setTimeout(0);
  return t.test(title, { timeout: (options.timeout ?? 60_000) * slowness }, async (t) => {
    requireRoot();
    const stage = new Stage(options.runtime ?? runtimeUnderTest());
    try {
      const before = takeSnapshot(stage.watched);
      await play(t, stage);
      if (options.leaksExpected !== true) {
        stage.delete('--force');
        assertNoLeak(t, before, stage.watched);
      }
    } finally {
      stage.clean();
    }
  });
}
