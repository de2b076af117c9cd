import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import t from 'tap';
import { isTest, root } from './lib/source-files.ts';

/** What the page wants done to one file: lines to add at a place, or a whole new file. */
interface Change {
  readonly kind: string;
  readonly file: string;
  readonly text: string;
}

function changesOf(page: string): Change[] {
  return [...page.matchAll(/^```(diff|ts) (\S+)\n([\s\S]*?)^```$/gm)].map(
    ([, kind = '', file = '', text = '']) => ({ kind, file, text }),
  );
}

/** The text of a file after a change; throws where the lines around the change are not there once. */
function applied(before: string, { kind, file, text }: Change): string {
  if (kind === 'ts') return text;
  const lines = text.split(/(?<=\n)/);
  const around = lines.filter((line) => !line.startsWith('+')).map((line) => line.slice(1));
  const parts = before.split(around.join(''));
  if (parts.length !== 2) throw new Error(`${file} has not once: ${around.join('')}`);
  return parts.join(lines.map((line) => line.slice(1)).join(''));
}

const page = readFileSync(join(root, 'docs/add-an-oci-field.md'), 'utf8');
const changes = changesOf(page);
const unitTest = 'src/fields/process/timer-slack.test.ts';

t.test('a field is added in three source files', (t) => {
  const files = new Set(changes.map(({ file }) => file));
  t.equal([...files].filter((file) => !isTest(file)).length, 3);
  t.end();
});

t.test('what docs/add-an-oci-field.md says can be done, and its tests pass', (t) => {
  const tree = t.testdir();
  for (const name of ['src', 'schemas', 'hack', 'package.json']) {
    cpSync(join(root, name), join(tree, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  for (const change of changes) {
    const path = join(tree, change.file);
    const before = change.kind === 'ts' ? '' : readFileSync(path, 'utf8');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, applied(before, change));
  }
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  const files = ['src/fields/index.ts', unitTest, 'src/spec/check-document.test.ts'];
  writeFileSync(join(tree, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));

  const run = (...[program = '', ...args]: string[]): void => {
    const ended = spawnSync(program, args, { cwd: tree, encoding: 'utf8' });
    const said = `${ended.stdout}${ended.stderr}`;
    t.equal(ended.status, 0, `${program} ${args[0] ?? ''}: ${said}`);
  };
  run(join(root, 'hack/bun'), 'hack/gen-validators.ts');
  run(join(root, 'hack/bun'), 'hack/gen-spec-types.ts');
  run('node_modules/.bin/tsc');
  run('node', `.build/js/${unitTest.replace('.ts', '.js')}`);
  run('node', '.build/js/src/spec/check-document.test.js');
  t.end();
});
