/**
 * A machine of its own for the engines under test: namespaces, cgroups, /etc, /var, /run, /tmp, /root.
 * So an engine runs with its defaults, and all that it could leave ends with the machine.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'tap';
import { type Background, background } from '../../support/background.ts';
import { hierarchyRoot, isUnified, membership, removeCgroups } from '../../support/cgroups.ts';
import { hasEnded, readOr } from '../../support/processes.ts';
import { projectRoot } from '../../support/project.ts';
import { requireRoot } from '../../support/requires.ts';
import { type CallOptions, call, type Outcome } from '../../support/runtime.ts';
import { eventually, slowness } from '../../support/wait.ts';
import { type Traces, tracesOf } from './traces.ts';

export type { Traces };

const folderOfMachines = join(projectRoot, '.build/machines');
const firstProgram = join(projectRoot, 'test/clients/support/machine');
const kinds = ['--mount', '--pid', '--net', '--ipc', '--uts', '--cgroup'];

/** Joins cgroups, whose folders are in $0, before it becomes a command. */
const inCgroups = 'for folder in $0; do echo 0 >"$folder/cgroup.procs"; done; exec "$@"';

/** Those to clean when the test ends early. */
const living = new Set<Machine>();

process.once('exit', () => {
  for (const machine of living) machine.clean();
});
process.once('SIGTERM', () => process.exit(143));

interface Cgroup {
  /** What the machine sees as the root of the hierarchy. */
  readonly root: string;
  /** Where its processes are. */
  readonly home: string;
}

export class Machine {
  /** What the machine writes: its `var`, `tmp`, `root`, and what is changed in `etc`. */
  readonly directory: string;
  /** A folder with the same path inside and outside. */
  readonly shared: string;
  readonly #cgroups: readonly Cgroup[];
  readonly #pid: number;
  readonly #before: Traces;

  constructor(name: string) {
    removeStale();
    const id = `${process.pid}-${name}`;
    this.directory = join(folderOfMachines, id);
    this.shared = join(this.directory, 'shared');
    mkdirSync(folderOfMachines, { recursive: true });
    for (const folder of [this.directory, this.shared]) mkdirSync(folder, { mode: 0o755 });
    this.#cgroups = [...membership('self').keys()].map((controllers) => make(controllers, id));
    this.#pid = boot(this.directory, this.#cgroups);
    living.add(this);
    this.#before = this.traces();
  }

  /** Runs a program in the machine to its end. */
  run(argv: readonly string[], options: CallOptions = {}): Outcome {
    return call(argv, {
      timeout: 60_000,
      ...options,
      env: { HOME: '/root', ...options.env },
      wrapper: [...this.entry, ...(options.wrapper ?? [])],
    });
  }

  /** Runs a shell script in the machine, which stops at what fails. */
  shell(script: string, options: CallOptions = {}): Outcome {
    return this.run(['sh', '-euc', script], options);
  }

  /** Starts a program in the machine that is ended by stop(), its output in a file of that name. */
  background(argv: readonly string[], name: string): Background {
    // What nsenter(1) starts would outlive it.
    const mortal = ['setpriv', '--pdeathsig=KILL', '--', ...argv];
    return background([...this.entry, ...mortal], join(this.shared, `${name}.log`));
  }

  /** What comes before a command that runs in the machine. */
  get entry(): readonly string[] {
    const homes = this.#cgroups.map(({ home }) => home).join(' ');
    const nsenter = ['nsenter', `--target=${this.#pid}`, ...kinds, '--wdns=/', '--'];
    return ['sh', '-c', inCgroups, homes, ...nsenter];
  }

  /** What clients have left in the machine by now. */
  traces(): Traces {
    const roots = this.#cgroups.map(({ root }) => root);
    return { ...tracesOf(this.#pid, roots), networks: this.run(['ip', '-brief', 'link']).stdout };
  }

  /**
   * Asserts that nothing is in the machine but what was there when it began. A mount may be gone: where
   * others remove the folder below one of the host, the kernel takes it from every namespace.
   */
  assertClean(t: Test, allowed: Partial<Traces> = {}): void {
    const wanted = { ...this.#before, ...allowed };
    const same = (now: Traces): boolean => {
      const mounts = wanted.mounts.filter((path) => now.mounts.includes(path));
      return JSON.stringify(now) === JSON.stringify({ ...wanted, mounts });
    };
    if (eventually(() => same(this.traces()))) t.pass('nothing is left behind');
    else t.same(this.traces(), wanted, 'nothing is left behind');
  }

  /** Ends all processes, and removes what the machine has written. */
  clean(): void {
    process.kill(this.#pid, 'SIGKILL');
    eventually(() => hasEnded(this.#pid));
    for (const { root } of this.#cgroups) removeTree(root);
    rmSync(this.directory, { recursive: true, force: true });
    living.delete(this);
  }
}

/** A test with a machine, which is gone afterwards. */
export function onMachine(
  t: Test,
  title: string,
  play: (t: Test, machine: Machine) => void | Promise<void>,
): Promise<unknown> {
  t.setTimeout(0);
  return t.test(title, { timeout: 600_000 * slowness }, async (t) => {
    requireRoot();
    const machine = new Machine(`${++count}`);
    try {
      await play(t, machine);
    } finally {
      machine.clean();
    }
  });
}

let count = 0;

const nameOf = (id: string): string => `pelagos-machine-${id}`;

function make(controllers: string, id: string): Cgroup {
  const parent = hierarchyRoot(controllers);
  const root = join(parent, nameOf(id));
  mkdirSync(root, { recursive: true });
  for (const name of ['cpuset.cpus', 'cpuset.mems']) {
    if (!isUnified() && existsSync(join(parent, name))) {
      writeFileSync(join(root, name), readFileSync(join(parent, name)));
    }
  }
  if (controllers !== '') return { root, home: root };
  // In version 2 a cgroup with processes has no controllers for those below it.
  const home = join(root, 'machine');
  mkdirSync(home, { recursive: true });
  return { root, home };
}

/** Starts the first process, and returns its pid outside. */
function boot(directory: string, cgroups: readonly Cgroup[]): number {
  const flags = ['--fork', '--kill-child', '--propagation=private', '--mount-proc'];
  const unshare = ['unshare', ...kinds, ...flags, firstProgram, directory];
  const roots = cgroups.map(({ root }) => root).join(' ');
  // A cgroup namespace begins at the cgroups of the process that makes it. The machine must end
  // even where this test is killed.
  const argv = ['-c', inCgroups, roots, 'setpriv', '--pdeathsig=KILL', ...unshare];
  const child = spawn('sh', argv, { stdio: ['ignore', 'ignore', 'inherit'] });
  child.unref();
  const { pid: parent = 0 } = child;
  const first = () => Number(readOr(`/proc/${parent}/task/${parent}/children`).trim());
  if (!eventually(() => existsSync(join(directory, 'ready')) && first() > 0)) {
    throw new Error('a machine for clients does not start; its first process has said why');
  }
  for (const { root, home } of cgroups.filter(({ root, home }) => root !== home)) {
    for (const pid of readOr(join(root, 'cgroup.procs')).trim().split('\n')) {
      moveTo(home, pid);
    }
  }
  return first();
}

/** What has ended by now needs to be moved nowhere. */
function moveTo(cgroup: string, pid: string): void {
  try {
    writeFileSync(join(cgroup, 'cgroup.procs'), pid);
  } catch (error) {
    if (existsSync(`/proc/${pid}`)) throw error;
  }
}

/** The kernel needs a moment to take the last process out of a cgroup. */
function removeTree(root: string): void {
  eventually(() => {
    removeCgroups(root);
    return !existsSync(root);
  });
}

/** Removes what is left of machines whose tests were killed. */
function removeStale(): void {
  for (const id of existsSync(folderOfMachines) ? readdirSync(folderOfMachines) : []) {
    if (existsSync(`/proc/${id.split('-')[0]}`)) continue;
    for (const controllers of membership('self').keys()) {
      removeTree(join(hierarchyRoot(controllers), nameOf(id)));
    }
    rmSync(join(folderOfMachines, id), { recursive: true, force: true });
  }
}
