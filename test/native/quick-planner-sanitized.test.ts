/** The quick planner under the address sanitizer says what the usual one says, and nothing else. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { askPlanner } from '../support/ask-planner.ts';
import { projectRoot } from '../support/project.ts';
import { pelagosPath } from '../support/requires.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';

const folder = join(projectRoot, '.build/native/quick-planner/check');
const sanitized = join(folder, 'quick-planner');

function make(command: string, ...words: readonly string[]): void {
  const { status, stderr } = spawnSync(command, words, {
    cwd: projectRoot,
    encoding: 'utf8',
    // What the image is made of is never freed.
    env: { ...process.env, ASAN_OPTIONS: 'detect_leaks=0' },
  });
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}: ${stderr}`);
}

make('make', '-s', '-C', 'native/quick-planner', 'sanitized');
make('hack/build-quick-planner', sanitized, 'src/cli/quick-main.ts', `${sanitized}.image`);

type Test = Parameters<Parameters<typeof onStage>[2]>[0];

function sameAnswer(
  t: Test,
  stage: Stage,
  words: readonly string[],
  title = words.join(' '),
): void {
  const given = ['--root', stage.root, ...words];
  const options = { file: stage.path('plan'), cwd: stage.bundle };
  const usual = askPlanner(pelagosPath('libexec/pelagos/quick-planner'), given, options);
  const checked = askPlanner(sanitized, given, options);
  t.equal(checked.outcome.stderr, '', title);
  t.equal(checked.outcome.code, usual.outcome.code);
  t.ok(usual.plan.length > 0 && usual.plan.equals(checked.plan), 'the same plan');
}

onStage(t, 'verbs of a container', (t, stage) => {
  sameAnswer(t, stage, ['create', stage.id]);
  succeed('create', stage.create());
  for (const verb of ['state', 'start', 'kill', 'delete', 'ps', 'pause', 'update']) {
    sameAnswer(t, stage, [verb, stage.id]);
  }
  sameAnswer(t, stage, ['exec', stage.id, 'true']);
  sameAnswer(t, stage, ['list']);
  sameAnswer(t, stage, ['state', 'missing']);
  sameAnswer(t, stage, ['--help']);
});

onStage(t, 'documents of all sizes, faulty ones and such that are none', (t, stage) => {
  const config = join(stage.bundle, 'config.json');
  const profile = {
    defaultAction: 'SCMP_ACT_ALLOW',
    syscalls: [{ names: ['getpid'], action: 'SCMP_ACT_ERRNO' }],
  };
  stage.configure({ linux: { seccomp: profile } });
  sameAnswer(t, stage, ['create', stage.id], 'a seccomp profile');
  for (const size of [1, 1000, 100_000, 3_000_000]) {
    stage.configure({ annotations: { a: 'ü'.repeat(size) }, hostname: '\ud800' });
    sameAnswer(t, stage, ['create', stage.id], `${size} characters`);
  }
  const texts = [
    '',
    '{',
    '{}',
    '[',
    '"\\ud800"',
    `{"a":${'['.repeat(100_000)}`,
    '{"process":{"cwd":"\\u0000"}}',
  ];
  const bytes = [[0xff], [0xef, 0xbb, 0xbf], [0xe2, 0x82], [0xf0, 0x9f, 0x98], [0xed, 0xa0, 0x80]];
  for (const content of [...texts, ...bytes.map((list) => Buffer.from(list))]) {
    writeFileSync(config, content);
    sameAnswer(t, stage, ['create', stage.id], JSON.stringify(content.slice(0, 40)));
  }
});
