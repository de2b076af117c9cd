/** The planner's promise: it only reads. It gives the same plan where nothing can be changed. */
import { closeSync, openSync, readFileSync } from 'node:fs';
import t from 'tap';
import { nativeProgram } from '../support/native-program.ts';
import { pelagosPath } from '../support/requires.ts';
import { call, type Outcome } from '../support/runtime.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';

/** Asks the planner and returns the bytes of its answer, without what differs by time. */
function ask(
  stage: Stage,
  words: readonly string[],
  wrapper: readonly string[],
): { outcome: Outcome; plan: Buffer } {
  const file = stage.path('plan');
  const answer = openSync(file, 'w');
  const argv = [pelagosPath('libexec/pelagos/planner'), '--root', stage.root, ...words];
  const outcome = call(argv, { extra: [answer], wrapper });
  closeSync(answer);
  const plan = readFileSync(file, 'latin1').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME');
  return { outcome, plan: Buffer.from(plan, 'latin1') };
}

const config = {
  process: {
    capabilities: { bounding: ['CAP_KILL'] },
    rlimits: [{ type: 'RLIMIT_CORE', soft: 0, hard: 0 }],
  },
  hooks: { createRuntime: [{ path: '/bin/true' }] },
  linux: {
    resources: { memory: { limit: 1 << 30 }, devices: [{ allow: false, access: 'rwm' }] },
    maskedPaths: ['/proc/keys'],
    seccomp: {
      defaultAction: 'SCMP_ACT_ALLOW',
      syscalls: [{ names: ['getpid'], action: 'SCMP_ACT_ERRNO' }],
    },
  },
};

function assertSame(
  t: Parameters<Parameters<typeof onStage>[2]>[0],
  stage: Stage,
  words: readonly string[],
): void {
  const free = ask(stage, words, []);
  const bound = ask(stage, words, [nativeProgram('read-only')]);
  t.equal(bound.outcome.signal, null, 'no system call was refused');
  t.equal(bound.outcome.code, free.outcome.code);
  t.equal(bound.outcome.stderr, '');
  t.not(free.plan.length, 0, 'there is a plan');
  t.ok(free.plan.equals(bound.plan), `${words[0]}: the same ${free.plan.length} bytes`);
}

onStage(t, 'create, plan, spec, features, --version and a faulty config', (t, stage) => {
  stage.configure(config);
  assertSame(t, stage, ['create', '--bundle', stage.bundle, '--pid-file', stage.pidFile, stage.id]);
  assertSame(t, stage, ['plan', '--bundle', stage.bundle]);
  assertSame(t, stage, ['spec', '--bundle', stage.path('nowhere')]);
  assertSame(t, stage, ['features']);
  assertSame(t, stage, ['--version']);
  stage.configure({ process: { args: [] } });
  assertSame(t, stage, ['create', '--bundle', stage.bundle, stage.id]);
});

onStage(t, 'state, start, kill and delete of a container', (t, stage) => {
  succeed('create', stage.create());
  for (const words of [['state'], ['start'], ['kill'], ['delete'], ['delete', '--force']]) {
    assertSame(t, stage, [...words, stage.id]);
  }
  assertSame(t, stage, ['state', 'missing']);
});

onStage(
  t,
  'control: the wrapper ends a program that writes, and files are read-only',
  (t, stage) => {
    const wrapper = [nativeProgram('read-only')];
    for (const argv of [
      ['/bin/mkdir', stage.path('new')],
      ['/bin/rm', stage.streams.stdin],
      ['/bin/busybox', 'touch', stage.path('new')],
    ]) {
      t.equal(call(argv, { wrapper }).signal, 'SIGSYS', argv.join(' '));
    }
  },
);
