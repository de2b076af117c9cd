/** One planner, two engines: what the quick planner answers is what the planner answers. */
import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import t from 'tap';
import { mutationsOf } from '../../oci-validation/fixtures/mutations.ts';
import { askPlanner } from '../support/ask-planner.ts';
import { pelagosPath } from '../support/requires.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { commandLines } from './command-lines.ts';
import { trials } from './configurations.ts';

const runs = Number(process.env['PELAGOS_DIFFERENTIAL_RUNS'] ?? 40);
const timeout = 540_000;

const configOf = (stage: Stage): string => `${stage.bundle}/config.json`;

/** Throws where the two differ: in the bytes of the plan, in a word, or in how they end. */
function sameAnswer(stage: Stage, words: readonly string[], cwd = stage.bundle): void {
  const file = stage.path('plan');
  const given = ['--root', stage.root, ...words];
  const [slow, quick] = ['planner', 'quick-planner'].map((name) =>
    askPlanner(pelagosPath(`libexec/pelagos/${name}`), given, { file, cwd }),
  );
  if (slow === undefined || quick === undefined) throw new Error('not asked');
  const about = JSON.stringify(words);
  if (slow.plan.length === 0) throw new Error(`${about}: no plan: ${slow.outcome.stderr}`);
  if (!slow.plan.equals(quick.plan)) {
    const at = slow.plan.findIndex((byte, index) => byte !== quick.plan[index]);
    const [one, other] = [slow, quick].map(({ plan }) =>
      plan.toString('latin1').slice(Math.max(0, at - 60), at + 60),
    );
    throw new Error(`${about}: ${JSON.stringify(one)} or ${JSON.stringify(other)}`);
  }
  if (slow.outcome.stderr + quick.outcome.stderr !== '') throw new Error(quick.outcome.stderr);
}

onStage(
  t,
  'bundles as they come',
  (t, stage) => {
    const property = fc.property(trials, fc.constantFrom('create', 'run'), (trial, verb) => {
      stage.configure(trial.patch);
      sameAnswer(stage, [verb, '--bundle', stage.bundle, stage.id]);
    });
    fc.assert(property, { numRuns: 5 * runs, seed: 4 });
    t.pass(`${5 * runs} bundles`);
  },
  { timeout },
);

onStage(
  t,
  'bundles with a fault, or with one value in the place of another',
  (t, stage) => {
    stage.configure({});
    const mutations = [...mutationsOf(JSON.parse(readFileSync(configOf(stage), 'utf8')))];
    const property = fc.property(fc.constantFrom(...mutations), ({ document }) => {
      writeFileSync(configOf(stage), JSON.stringify(document));
      sameAnswer(stage, ['create', stage.id]);
    });
    fc.assert(property, { numRuns: 5 * runs, seed: 5 });
    t.pass(`${5 * runs} of ${mutations.length} documents`);
  },
  { timeout },
);

/** What parsers and text coders disagree about, if anything. */
const fragments = fc.constantFrom<readonly (string | readonly number[])[]>(
  ...[
    ['{'],
    ['}'],
    ['['],
    [']'],
    [','],
    [':'],
    ['"'],
    ['\\'],
    ['\\ud83d'],
    ['\\ude00'],
    ['\\u0000'],
  ],
  ...[['1e999'], ['-0'], ['0.1'], ['18446744073709551615'], ['9007199254740993'], ['01'], ['null']],
  ...[['"ociVersion"'], ['"__proto__"'], ['"1.2.0"'], ['"é€😀"'], ['\u2028'], ['\t'], [' ']],
  ...[
    [[0xef, 0xbb, 0xbf]],
    [[0xff]],
    [[0xc3]],
    [[0xe2, 0x82]],
    [[0xed, 0xa0, 0x80]],
    [[0xf4, 0x90]],
  ],
);

onStage(
  t,
  'files that are hardly JSON, or hardly text',
  (t, stage) => {
    const files = fc.array(fragments, { maxLength: 12 }).map((parts) => parts.flat());
    const property = fc.property(files, (parts) => {
      const bytes = parts.map((part) => Buffer.from(part as string));
      writeFileSync(configOf(stage), Buffer.concat(bytes));
      sameAnswer(stage, ['create', stage.id]);
    });
    fc.assert(property, { numRuns: 5 * runs, seed: 6 });
    t.pass(`${5 * runs} files`);
  },
  { timeout },
);

onStage(
  t,
  'texts with anything in them',
  (t, stage) => {
    const text = fc.string({
      unit: fc.constantFrom('a', '\0', 'é', '😀', '\ud800', '\udc00', '"', '\n'),
    });
    const property = fc.property(text, text, (name, value) => {
      const patch = {
        annotations: { [name]: value },
        hostname: value,
        process: { args: ['x', value] },
      };
      stage.configure(patch);
      sameAnswer(stage, ['create', stage.id]);
    });
    fc.assert(property, { numRuns: 5 * runs, seed: 7 });
    t.pass(`${5 * runs} texts`);
  },
  { timeout },
);

onStage(
  t,
  'command lines for a created container',
  (t, stage) => {
    succeed('create', stage.create());
    const property = fc.property(commandLines, ({ words }) => {
      const named = words.map((word) =>
        word.replace('$ID', stage.id).replace('$MISSING', 'missing'),
      );
      sameAnswer(stage, named, '/');
    });
    fc.assert(property, { numRuns: 5 * runs, seed: 8 });
    for (const words of [
      ['features'],
      ['--help'],
      ['create', '--help'],
      ['completion', 'bash'],
      ['list'],
    ]) {
      sameAnswer(stage, words);
    }
    t.pass(`${5 * runs} command lines`);
  },
  { timeout },
);

onStage(t, 'documents that are large or deep', (t, stage) => {
  const many = Array.from({ length: 3000 }, (_, index) => `VARIABLE_${index}=${'x'.repeat(300)}`);
  stage.configure({ process: { env: many } });
  t.doesNotThrow(() => sameAnswer(stage, ['create', stage.id]));
  for (const depth of [900, 1100, 200_000]) {
    writeFileSync(configOf(stage), `{"annotations": ${'['.repeat(depth)}${']'.repeat(depth)}}`);
    t.doesNotThrow(() => sameAnswer(stage, ['create', stage.id]), `depth ${depth}`);
  }
});

onStage(t, 'seccomp profiles of every length, which are kept by their digest', (t, stage) => {
  for (let length = 1; length <= 66; length += 1) {
    const syscalls = [{ names: ['getpid', 'x'.repeat(length)], action: 'SCMP_ACT_ERRNO' }];
    stage.configure({ linux: { seccomp: { defaultAction: 'SCMP_ACT_ALLOW', syscalls } } });
    sameAnswer(stage, ['create', stage.id]);
  }
  t.pass('66 lengths');
});
