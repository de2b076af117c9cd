/** The planner's promise: it only reads. It gives the same plan where nothing can be changed. */
import t from 'tap';
import { askPlanner, type PlannerAnswer } from '../support/ask-planner.ts';
import { nativeProgram } from '../support/native-program.ts';
import { pelagosPath } from '../support/requires.ts';
import { call } from '../support/runtime.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';

type Test = Parameters<Parameters<typeof onStage>[2]>[0];

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

function assertSame(t: Test, stage: Stage, words: readonly string[]): void {
  for (const planner of ['planner', 'quick-planner']) {
    const path = pelagosPath(`libexec/pelagos/${planner}`);
    const file = stage.path('plan');
    const given = ['--root', stage.root, ...words];
    const free = askPlanner(path, given, { file });
    const wrapper = [nativeProgram('read-only')];
    assertEqual(t, `${planner}: ${words[0]}`, free, askPlanner(path, given, { file, wrapper }));
  }
}

function assertEqual(t: Test, title: string, free: PlannerAnswer, bound: PlannerAnswer): void {
  t.equal(bound.outcome.signal, null, 'no system call was refused');
  t.equal(bound.outcome.code, free.outcome.code);
  t.equal(bound.outcome.stderr, '');
  t.not(free.plan.length, 0, 'there is a plan');
  t.ok(free.plan.equals(bound.plan), `${title}: the same ${free.plan.length} bytes`);
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
