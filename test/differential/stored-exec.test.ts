/** A plain exec runs from the plan that create has stored, and does what the planner would have planned. */
import { chmodSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { planFor } from '../../src/cli/dispatch.ts';
import * as engine from '../../src/host/engine.ts';
import { inUserNamespace } from '../../src/host/probe-facts.ts';
import { encodePlan } from '../../src/plan/encode.ts';
import type { Op } from '../../src/plan/ops.ts';
import { PLAN_STAMP } from '../../src/plan/stamp.generated.ts';
import { CopiedInstall } from '../support/copied-install.ts';
import type { JsonObject } from '../support/json.ts';
import { call } from '../support/runtime.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { trials } from './configurations.ts';
import { prepare } from './observe.ts';

const factor = Number(process.env['PELAGOS_DIFFERENTIAL_RUNS'] ?? 40) / 40;
const runs = (usual: number): number => Math.max(1, Math.round(usual * factor));
const seed = Number(process.env['PELAGOS_DIFFERENTIAL_SEED'] ?? Date.now() % 1e9);

/** A program that is in no other text. */
const PROGRAM = 'the-given-program';

const plansOf = (stage: Stage): string => join(stage.root, stage.id, 'plans');

/** The steps with the words of the command line left out, as in a plan for whatever words. */
function emptied<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll(PROGRAM, '') as T;
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(emptied) as T;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, emptied(one)])) as T;
}

/** What the planner answers now, behind what a stored plan asks of the caller. */
async function planned(stage: Stage, rights: Op): Promise<Buffer> {
  const line = ['--root', stage.root, 'exec', stage.id, PROGRAM];
  const caller = {
    ...engine.effectiveIds(),
    calledAs: 'pelagos',
    pid: process.pid,
    workingDirectory: '/',
    inUserNamespace: inUserNamespace(),
    environment: () => undefined,
  };
  const plan = await planFor(line, caller);
  return Buffer.from(encodePlan({ ...plan, steps: [rights, ...emptied(plan.steps)] }, PLAN_STAMP));
}

function rightsOfCaller(): Op {
  const status = readFileSync('/proc/self/status', 'utf8');
  const mask = /^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0';
  return {
    op: 'expectCapabilities',
    at: 'exec',
    what: 'find the rights that create had',
    onErrno: [{ errno: 0, then: 'stale' }],
    effective: BigInt(`0x${mask}`),
  };
}

onStage(
  t,
  'The stored plan is the same bytes but for the words, whatever the bundle',
  async (t, stage) => {
    let stored = 0;
    await fc.assert(
      fc.asyncProperty(trials, async (trial) => {
        prepare(stage, trial);
        if (stage.create().code !== 0) return;
        const plans = readFileSync(plansOf(stage));
        const fresh = await planned(stage, rightsOfCaller());
        succeed('delete', stage.delete('--force'));
        const name = Buffer.from('\x05\0\0\0exec\0', 'latin1');
        const at = plans.indexOf(name) + name.length;
        const bytes = plans.subarray(at + 4, at + 4 + plans.readUInt32LE(at));
        if (!bytes.equals(fresh)) throw new Error('the bytes differ');
        stored += 1;
      }),
      { numRuns: runs(60), seed },
    );
    t.ok(stored > 0, `${stored} containers were created`);
  },
  { timeout: 300_000 },
);

const configurations: Readonly<Record<string, JsonObject>> = {
  'as it is': {},
  'of a user without rights': {
    process: {
      user: { uid: 1000, gid: 1000, additionalGids: [5, 10], umask: 0o77 },
      cwd: '/tmp',
      noNewPrivileges: true,
      env: ['PATH=/none:/bin', 'A=b c', 'HOME='],
    },
  },
  'with capabilities and limits': {
    process: {
      capabilities: {
        bounding: ['CAP_KILL', 'CAP_CHOWN'],
        effective: ['CAP_KILL'],
        permitted: ['CAP_KILL'],
      },
      rlimits: [{ type: 'RLIMIT_CORE', soft: 65536, hard: 131072 }],
      oomScoreAdj: 100,
    },
  },
  'with a seccomp profile': {
    linux: {
      seccomp: {
        defaultAction: 'SCMP_ACT_ALLOW',
        syscalls: [{ names: ['mkdir', 'mkdirat'], action: 'SCMP_ACT_ERRNO', errnoRet: 95 }],
      },
    },
  },
  'in a user namespace': {
    mounts: [
      { destination: '/proc', type: 'proc', source: 'proc' },
      { destination: '/dev', type: 'tmpfs', source: 'tmpfs' },
    ],
    linux: {
      namespaces: ['pid', 'network', 'ipc', 'uts', 'mount', 'user'].map((type) => ({ type })),
      uidMappings: [{ containerID: 0, hostID: 100_000, size: 65_536 }],
      gidMappings: [{ containerID: 0, hostID: 100_000, size: 65_536 }],
    },
  },
  'without a PATH': { process: { env: [] } },
};

const survey = [
  'id; pwd; umask; env | sort; ulimit -c; readlink /proc/self/ns/pid /proc/self/ns/mnt',
  'grep -E "^(Cap|NoNewPrivs|Seccomp|Groups|SigBlk|SigIgn)" /proc/self/status',
  'cat /proc/self/cgroup /proc/self/oom_score_adj; ls /proc/self/fd; mkdir /tmp/x; rmdir /tmp/x',
].join('; ');

/** Programs that run, with whatever they end with. */
const programs: readonly (readonly string[])[] = [
  ['/bin/sh', '-c', survey],
  ['/bin/sh', '-c', 'exit 7'],
  ['/bin/sh', '-c', 'kill -9 $$'],
  ['/bin/sh', '-c', 'cat; echo error >&2'],
  [
    '/bin/sh',
    '-c',
    'for a; do echo "[$a]"; done',
    'sh',
    '',
    ' a  b ',
    '$x',
    '"',
    "'",
    '\\',
    'x\ny',
  ],
  ['/bin/sh', '-c', 'echo $#', 'sh', ...Array.from({ length: 1000 }, (_, i) => `${i}`)],
  ['/bin/echo', '--', '-d', '--help', '--root=/x'],
  ['/bin/echo', 'ä', '日本'],
];

/** What cannot be executed: the planner tells why. */
const missing: readonly (readonly string[])[] = [
  ['nothing-of-that-name'],
  ['/none/of/that/name', 'x'],
  ['/bin'],
  ['/etc/passwd'],
  ['./bin/nothing'],
  ['x'.repeat(5000)],
  [''],
  [],
];

for (const [title, config] of Object.entries(configurations)) {
  onStage(t, `A process enters a container ${title} as if it were planned`, (t, stage) => {
    const copy = new CopiedInstall(stage.path('copy'));
    chmodSync(stage.directory, 0o755);
    const args = ['/bin/sleep', '1000'];
    stage.configure({ ...config, process: { ...(config['process'] as JsonObject), args } });
    succeed('create', stage.create());
    const outcome = (words: readonly string[]) => {
      const line = [copy.runtime, '--root', stage.root, 'exec', stage.id, ...words];
      const { code, stdout, stderr } = call(line, { input: 'typed\n' });
      return { code, stdout, stderr };
    };
    const each = () => [...programs, ...missing].map((words) => outcome(words));
    const compare = (when: string) => {
      const before = copy.asked;
      const stored = each();
      // What is not ASCII, and what cannot be executed.
      t.equal(copy.asked - before, missing.length + 1, when);
      renameSync(plansOf(stage), stage.path('plans'));
      const fresh = each();
      renameSync(stage.path('plans'), plansOf(stage));
      for (const [i, one] of stored.entries()) t.same(one, fresh[i], `${when}: ${i}`);
      t.equal(stored[1]?.code, 7);
    };
    compare('created');
    succeed('start', stage.start());
    compare('running');
    succeed('pause', stage.run(['pause', stage.id]));
    t.match(outcome(['true']), { code: 255, stderr: /cannot exec in a paused container/ });
    succeed('resume', stage.run(['resume', stage.id]));
    succeed('update', stage.run(['update', '--pids-limit', '100', stage.id]));
    t.match(outcome(['/bin/sh', '-c', 'exit 3']), { code: 3 });
    succeed('kill', stage.kill('KILL'));
    t.ok(stage.ended());
    t.match(outcome(['true']), { code: 255, stderr: /cannot exec in a stopped container/ });
  });
}

onStage(t, 'Who has other rights, or sockets to pass on, is planned for', (t, stage) => {
  const copy = new CopiedInstall(stage.path('copy'));
  stage.configure({ process: { args: ['/bin/sleep', '1000'] } });
  succeed('create', stage.create());
  const line = [copy.runtime, '--root', stage.root, 'exec', stage.id, 'id', '-u'];
  const questions = (wrapper: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const before = copy.asked;
    call(line, { wrapper, env });
    return copy.asked - before;
  };
  t.equal(questions([]), 0);
  t.equal(questions(['setpriv', '--bounding-set=-net_raw', '--inh-caps=-net_raw']), 1);
  t.equal(questions(['unshare', '--user', '--map-root-user']), 1);
  t.equal(questions([], { LISTEN_FDS: '1', LISTEN_PID: '1' }), 1);
  t.equal(questions(['sh', '-c', 'exec "$@" 3</dev/null', 'sh']), 0, 'descriptors of the caller');
});
