/** A warm planner answers with the same bytes as one that is spawned for the call. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { encodedAnswer } from '../../src/cli/answer-once.ts';
import { planFor } from '../../src/cli/dispatch.ts';
import { examples } from '../../src/cli/examples.ts';
import { askedFiles } from '../../src/host/asked-files.ts';
import { ownFiles } from '../../src/host/own-files.ts';
import { ownProcess } from '../../src/host/own-process.ts';
import { exampleRequest } from '../../src/host/practice.ts';
import { seeThrough } from '../../src/host/view.ts';
import { encodeFrame } from '../../src/host/warm-channel.ts';
import { readRequest } from '../../src/host/warm-request.ts';
import { CopiedInstall } from '../support/copied-install.ts';
import { pelagosPath } from '../support/requires.ts';
import { call } from '../support/runtime.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { WarmPlanner } from '../support/warm-client.ts';
import { WarmServer } from '../support/warm-server.ts';
import { type PlannerCall, plannerCalls } from './planner-calls.ts';

const factor = Number(process.env['PELAGOS_DIFFERENTIAL_RUNS'] ?? 40) / 40;
const runs = (usual: number): number => Math.max(1, Math.round(usual * factor));
const seed = Number(process.env['PELAGOS_DIFFERENTIAL_SEED'] ?? Date.now() % 1e9);

/** A call with the names of this stage in it, and its bundle written. */
function placed(stage: Stage, { config, words, variables }: PlannerCall, pid: number) {
  if (typeof config === 'string') writeFileSync(join(stage.bundle, 'config.json'), config);
  else stage.configure(config);
  // A word is bytes: half a surrogate pair is what UTF-8 makes of it, over a socket and here.
  const filled = (text: string): string =>
    Buffer.from(text)
      .toString()
      .replaceAll('$BUNDLE', stage.bundle)
      .replaceAll('$ROOT', stage.root)
      .replaceAll('$ID', stage.id)
      .replaceAll('$PID', `${pid}`);
  return {
    pid,
    calledAs: words.length % 2 === 0 ? '/usr/bin/runc' : 'pelagos',
    workingDirectory: stage.bundle,
    words: words.map(filled),
    variables: Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [name, filled(value)]),
    ),
  };
}

type Placed = ReturnType<typeof placed>;

/** The bytes without what no two calls have in common: the moment of creation, that of a record. */
function timeless(bytes: Uint8Array | string): string {
  const text = typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('latin1');
  return text.replaceAll(/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.(?:\d{3}){2,3}Z/g, 'now');
}

/** Planned in this process, by the same source. */
async function planHere(request: Placed): Promise<Uint8Array> {
  const { pid, calledAs, workingDirectory, words, variables } = request;
  seeThrough({
    files: ownFiles,
    process: {
      ...ownProcess,
      calledAs: () => calledAs,
      pid: () => pid,
      workingDirectory: () => workingDirectory,
      environment: (name) => variables[name],
    },
  });
  const { plan, later } = await encodedAnswer(words);
  return later === undefined ? plan : Buffer.concat([plan, encodeFrame('later', later())]);
}

/** The answer of the planner that was built, spawned as the executor does it. */
function planSpawned(stage: Stage, request: Placed): Uint8Array {
  const { calledAs, workingDirectory, words, variables } = request;
  const file = stage.path('answer');
  const fd = openSync(file, 'w');
  const planner = pelagosPath('libexec/pelagos/planner');
  const env = { ...variables, BUN_JSC_useJIT: '0' };
  const stdio = ['ignore', 'ignore', 'inherit', fd] as const;
  const { status } = spawnSync(planner, words, {
    cwd: workingDirectory,
    env,
    stdio: [...stdio],
    argv0: calledAs,
  });
  closeSync(fd);
  if (status !== 0) throw new Error(`the planner ended with ${status}`);
  return readFileSync(file);
}

/** A stage with a container that runs. */
function onRunning(title: string, play: (stage: Stage) => Promise<void>): void {
  onStage(
    t,
    `${title} (seed ${seed})`,
    async (_, stage) => {
      mkdirSync(join(stage.bundle, 'folder'));
      stage.configure({ process: { args: ['sleep', '1000'] } });
      succeed('create', stage.create());
      succeed('start', stage.start());
      await play(stage);
    },
    { timeout: 300_000 },
  );
}

/** The same, and the planner that was built, warm. */
function onWarm(title: string, play: (stage: Stage, planner: WarmPlanner) => Promise<void>): void {
  onRunning(title, async (stage) => {
    const planner = new WarmPlanner();
    try {
      await play(stage, planner);
    } finally {
      planner.stop();
      seeThrough({ files: ownFiles, process: ownProcess });
    }
  });
}

/** What a build knows of itself (commit, libseccomp's version) is not in its source. */
const unbuilt = plannerCalls.filter(
  ({ words }) => !words.includes('features') && !words.includes('--version'),
);

onWarm('thousands of warm answers are those of the same source here', async (stage, planner) => {
  await fc.assert(
    fc.asyncProperty(unbuilt, fc.boolean(), async (made, practises) => {
      const request = placed(stage, made, process.pid);
      if (practises) await planner.practise();
      const warm = await planner.ask(request);
      if (warm === undefined) throw new Error('it was declined');
      const here = await planHere(request);
      if (timeless(warm) !== timeless(here)) throw new Error('the bytes differ');
    }),
    { numRuns: runs(3000), seed },
  );
});

onWarm(
  'hundreds of warm answers are those of a planner that is spawned',
  async (stage, planner) => {
    await fc.assert(
      fc.asyncProperty(plannerCalls, async (made) => {
        const request = placed(stage, made, process.pid);
        const warm = await planner.ask(request);
        const spawned = planSpawned(stage, request);
        if (warm === undefined || timeless(warm) !== timeless(spawned)) {
          throw new Error('the bytes differ');
        }
      }),
      { numRuns: runs(200), seed },
    );
  },
);

t.test('what a warm planner practises with are plans, and not failures', async (t) => {
  for (const example of examples()) {
    const { payload, ask } = exampleRequest(example);
    const { argv, foreseen } = readRequest(payload);
    const known = new Map(foreseen.map(([[about, path], answer]) => [about + path, answer]));
    seeThrough({ files: askedFiles(ask, known), process: ownProcess });
    const caller = {
      ...ownProcess.effectiveIds(),
      calledAs: 'pelagos',
      pid: 1,
      workingDirectory: '/',
      inUserNamespace: false,
      environment: () => undefined,
    };
    const { steps } = await planFor(argv.slice(1), caller);
    seeThrough({ files: ownFiles, process: ownProcess });
    t.ok(steps.length > 10, argv.join(' '));
  }
});

/** Verbs that only print, so that what the program says is what was planned. */
const printing = new Set(['plan', 'features', 'list', '--help', '--version', 'nonsense']);

onRunning('the program says the same with and without a server', async (stage) => {
  const copy = new CopiedInstall(stage.path('copy'));
  const server = new WarmServer(stage, copy);
  const shown = plannerCalls.filter(({ words }) => words.some((word) => printing.has(word)));
  const property = fc.property(shown, (made) => {
    const { words, variables, workingDirectory: cwd } = placed(stage, made, 1);
    const outcome = (socket: string) => {
      const env = { ...variables, PELAGOS_PLANNER_SOCKET: socket };
      const { code, stdout, stderr } = call([copy.runtime, ...words], { cwd, env });
      return timeless(JSON.stringify({ code, stdout, stderr }));
    };
    const before = copy.asked;
    const warm = outcome(server.socket);
    if (copy.asked !== before) throw new Error('it was not asked');
    if (warm !== outcome('none')) throw new Error('they differ');
  });
  try {
    await fc.assert(property, { numRuns: runs(150), seed });
  } finally {
    server.stop();
  }
});
