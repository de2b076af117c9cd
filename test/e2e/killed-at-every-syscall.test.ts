/**
 * Kills pelagos at every system call of create, start and delete, and at a sample of those of run,
 * which are theirs and few of its own, and asserts each time that
 * `delete --force` succeeds and leaves no process, cgroup, mount or file. Points come from a trace
 * of an undisturbed run; strace counts the calls of each name for each thread, so that a point is
 * (name, count). The executor is traced alone, or a planner that makes more calls of the same name
 * would be killed in its place; init and the planner are reached by tracing all together.
 * PELAGOS_TEST_EVERY=N tries each Nth point only.
 */

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { markedCgroups } from '../support/cgroups.ts';
import { mountsBelow } from '../support/leak-snapshot.ts';
import { markedProcesses } from '../support/processes.ts';
import { commandPath, requireRoot, runtimeUnderTest } from '../support/requires.ts';
import { Stage, succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

interface Point {
  /** Children and threads are traced too. */
  readonly all: boolean;
  readonly name: string;
  readonly count: number;
}

const verbs = ['create', 'start', 'delete', 'run', 'run --detach'] as const;
type Verb = (typeof verbs)[number];

/** Of how many points one is tried. */
const sparseness = (verb: Verb): number => (verb.startsWith('run') ? 7 : 1);

const every = Number(process.env['PELAGOS_TEST_EVERY'] ?? 1);
const jobs = 2;

/** A container with something of each kind that could be left behind. */
const config = {
  process: { args: ['sleep', '1000'] },
  mounts: [
    { destination: '/proc', type: 'proc', source: 'proc' },
    { destination: '/dev', type: 'tmpfs', source: 'tmpfs' },
    { destination: '/mnt', type: 'tmpfs', source: 'tmpfs' },
  ],
  hooks: { createRuntime: [{ path: '/bin/true' }] },
  linux: { resources: { pids: { limit: 100 } }, maskedPaths: ['/proc/keys'] },
};

/** The points of a verb: for each name, as many as the thread that makes most of these calls. */
function pointsOf(trace: string, all: boolean): Point[] {
  const counts = new Map<string, number>();
  for (const line of trace.split('\n')) {
    const [, thread, name] = /^(\d+) +([a-z_0-9]+)\(/.exec(line) ?? [];
    if (thread === undefined || name === undefined) continue;
    const key = `${thread} ${name}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const most = new Map<string, number>();
  for (const [key, count] of counts) {
    const name = key.split(' ')[1] ?? '';
    most.set(name, Math.max(most.get(name) ?? 0, count));
  }
  return [...most].flatMap(([name, most]) =>
    Array.from({ length: most }, (_, index) => ({ all, name, count: index + 1 })),
  );
}

function argvOf(stage: Stage, verb: Verb): string[] {
  const argv = [stage.runtime, '--root', stage.root, ...verb.split(' ')];
  if (verb === 'delete') return [...argv, '--force', stage.id];
  if (verb === 'start') return [...argv, stage.id];
  return [...argv, '--bundle', stage.bundle, '--pid-file', stage.pidFile, stage.id];
}

function prepare(stage: Stage, verb: Verb): void {
  if (verb === 'start' || verb === 'delete') succeed('create', stage.create());
  if (verb === 'delete') succeed('start', stage.start());
}

/** Runs a program to its end without blocking, so that two can run at once. */
function run(argv: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const [program = '', ...rest] = argv;
    const child = spawn(program, rest, { stdio: 'ignore', timeout: 30_000, killSignal: 'SIGKILL' });
    child.on('close', () => resolve());
  });
}

/** What is there of a stage that should not be, in words. */
function leftovers(stage: Stage): string[] {
  const { watched } = stage;
  const temporary = [`.pid.${stage.id}`, '.pid'].filter((name) => existsSync(stage.path(name)));
  return [
    ...markedProcesses(watched).map((pid) => `process ${pid}`),
    ...markedCgroups(stage.id).map((folder) => `cgroup ${folder}`),
    ...mountsBelow(stage.directory).map((point) => `mount ${point}`),
    ...(existsSync(join(stage.root, stage.id)) ? ['state folder'] : []),
    ...temporary.map((name) => `file ${name}`),
  ];
}

/** Kills one run of a verb at a point, deletes, and tells what is wrong; the stage is used again. */
async function tryPoint(stage: Stage, verb: Verb, { all, name, count }: Point): Promise<string[]> {
  prepare(stage, verb);
  const inject = `inject=${name}:signal=KILL:when=${count}`;
  const strace = [...tracer(all), '-o', '/dev/null', '-e', inject, '--'];
  await run([...strace, ...argvOf(stage, verb)]);
  const deleted = stage.delete('--force');
  const wrong: string[] = [];
  if (deleted.code !== 0) wrong.push(`delete exits with ${deleted.code}: ${deleted.stderr.trim()}`);
  if (!eventually(() => leftovers(stage).length === 0, 10_000)) wrong.push(...leftovers(stage));
  if (wrong.length > 0) cleanUp(stage);
  rmSync(stage.pidFile, { force: true });
  return wrong.map((words) => `${all ? 'all' : 'executor'} ${name} ${count}: ${words}`);
}

function cleanUp(stage: Stage): void {
  for (const pid of markedProcesses(stage.watched)) process.kill(pid, 'SIGKILL');
  eventually(() => markedProcesses(stage.watched).length === 0);
  rmSync(join(stage.root, stage.id), { recursive: true, force: true });
}

/** Detached, so that it ends by itself with init, and the runtime's end is seen at once. */
function tracer(all: boolean): string[] {
  return [commandPath('strace'), '-D', ...(all ? ['-f'] : []), '-qq'];
}

async function tracePoints(stage: Stage, verb: Verb, all: boolean): Promise<Point[]> {
  prepare(stage, verb);
  const trace = stage.path('trace');
  await run([...tracer(all), '-o', trace, '--', ...argvOf(stage, verb)]);
  stage.delete('--force');
  eventually(() => leftovers(stage).length === 0);
  const text = readFileSync(trace, 'utf8');
  return pointsOf(all ? text : text.replace(/^/gm, '1 '), all);
}

for (const verb of verbs) {
  t.test(
    `${verb} can be killed at ${sparseness(verb) === 1 ? 'every' : 'any'} system call, and delete --force removes all`,
    async (t) => {
      requireRoot();
      const runtime = runtimeUnderTest();
      const stages = Array.from({ length: jobs }, () => new Stage(runtime));
      try {
        for (const stage of stages) {
          // In the foreground, run ends with its program.
          stage.configure(verb === 'run' ? { ...config, process: { args: ['true'] } } : config);
          mkdirSync(stage.root, { mode: 0o700 });
        }
        const [first] = stages;
        if (first === undefined) throw new Error('no job');
        const executor = await tracePoints(first, verb, false);
        const all = [...executor, ...(await tracePoints(first, verb, true))];
        const points = all.filter((_, index) => index % (every * sparseness(verb)) === 0);
        const waiting = [...points];
        const wrong: string[] = [];
        const work = async (stage: Stage): Promise<void> => {
          for (let point = waiting.shift(); point !== undefined; point = waiting.shift()) {
            wrong.push(...(await tryPoint(stage, verb, point)));
          }
        };
        await Promise.all(stages.map(work));
        t.comment(`${points.length} points of ${all.length} tried`);
        t.ok(executor.length > 20, `${executor.length} points are the executor's own`);
        t.same(wrong, [], 'nothing is left behind at any of them');
      } finally {
        for (const stage of stages) stage.clean();
      }
    },
  );
}
t.setTimeout(0);
