/**
 * Refuses generated files that differ from what their generators write now: a header of ops out
 * of step with the planner would make the executor read one op as another.
 *
 * The generators (hack/gen-*.ts) run in a copy of the sources, so the check writes nothing here.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Fault, report } from './lib/faults.ts';
import { isGenerated, readSources, root } from './lib/source-files.ts';

/** All that generators read and write. */
const copied = [
  ...['src', 'schemas', 'hack', 'native', 'docs', 'package.json', 'tsconfig.json'],
  'test/differential',
];
const outputFolders = ['src', 'schemas', 'native', 'docs'];
/** Sources, as opposed to objects, programs and fuzzing corpora that a build leaves in native/. */
const sourceName = /(^|\/)[^./]+$|\.(ts|json|h|c|inc|md|sh|map|txt)$/;

/** The faults of the tree at `tree`; `node_modules` is the folder its programs resolve from. */
export function generatedFaults(tree: string, nodeModules: string): Fault[] {
  const copy = mkdtempSync(join(tmpdir(), 'pelagos-generated-'));
  try {
    for (const name of copied.filter((name) => existsSync(join(tree, name)))) {
      cpSync(join(tree, name), join(copy, name), {
        recursive: true,
        filter: (path) => sourceName.test(path.slice(tree.length)),
      });
    }
    symlinkSync(nodeModules, join(copy, 'node_modules'));
    const broken = generatorsOf(tree).flatMap((program) => run(program, copy));
    return broken.length > 0 ? broken : differences(tree, copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function generatorsOf(tree: string): string[] {
  if (!existsSync(join(tree, 'hack'))) return [];
  return readdirSync(join(tree, 'hack'))
    .filter((name) => /^gen-.*(?<!\.test)\.ts$/.test(name))
    .map((name) => `hack/${name}`)
    .sort();
}

function run(program: string, copy: string): Fault[] {
  const ended = spawnSync(join(root, 'hack/bun'), [program], { cwd: copy, encoding: 'utf8' });
  if (ended.status === 0) return [];
  return [{ file: program, line: 1, text: `the generator failed: ${ended.stderr.trim()}` }];
}

function differences(tree: string, copy: string): Fault[] {
  const committed = readSources(outputFolders, /./, tree).filter(({ path }) => isGenerated(path));
  const before = new Map(committed.map(({ path, text }) => [path, text]));
  return readSources(outputFolders, /./, copy)
    .filter(({ path, text }) => isGenerated(path) && before.get(path) !== text)
    .map(({ path }) => ({
      file: path,
      line: 1,
      text: 'is not what its generator writes now: run `npm run generate` and commit the result',
    }));
}

if (import.meta.main) report(generatedFaults(root, join(root, 'node_modules')));
