import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { root } from './lib/source-files.ts';

const entry = `
import { readFileSync } from 'node:fs';
function main(): void {
  const preloaded = 'preloaded' in globalThis;
  readFileSync('/proc/self/comm');
  console.log(JSON.stringify({ preloaded, planted: process.env['PLANTED'] ?? null }));
}
main();
`;

const innocent = '{"preloaded":false,"planted":null}\n';

/** A program compiled as the planner is, and a folder with all that Bun would read by itself. */
function programAndBundle(folder: string): { program: string; bundle: string; preload: string } {
  const program = join(folder, 'program');
  writeFileSync(join(folder, 'entry.ts'), entry);
  const built = spawnSync(join(root, 'hack/build-planner'), [join(folder, 'entry.ts'), program]);
  if (built.status !== 0) throw new Error(built.stderr.toString());
  const bundle = join(folder, 'bundle');
  const preload = join(bundle, 'preload.js');
  mkdirSync(join(bundle, 'node_modules/fs'), { recursive: true });
  const planted = {
    '.env': 'PLANTED=1\nBUN_OPTIONS=--preload=./preload.js\n',
    '.env.local': 'PLANTED=1\n',
    '.env.production': 'PLANTED=1\n',
    'bunfig.toml': 'preload = ["./preload.js"]\n',
    '.bunfig.toml': 'preload = ["./preload.js"]\n',
    'tsconfig.json': '{"compilerOptions":{"paths":{"node:fs":["./preload.js"]}}}\n',
    'package.json': '{"imports":{"node:fs":"./preload.js"},"browser":{"fs":"./preload.js"}}\n',
    'node_modules/fs/index.js': 'globalThis.preloaded = 1;\n',
    'preload.js': 'globalThis.preloaded = 1;\n',
  };
  for (const [name, text] of Object.entries(planted)) writeFileSync(join(bundle, name), text);
  return { program, bundle, preload };
}

t.test('a program compiled as the planner is', (t) => {
  const { program, bundle, preload } = programAndBundle(t.testdir());
  const run = (env: Readonly<Record<string, string>>): string => {
    const ended = spawnSync(program, [], { cwd: bundle, env, encoding: 'utf8' });
    return ended.stdout + ended.stderr;
  };

  t.test('is steered by no file in its current directory', (t) => {
    t.equal(run({}), innocent);
    t.equal(run({ HOME: bundle, XDG_CONFIG_HOME: bundle }), innocent);
    t.end();
  });

  t.test('is steered by none of the variables of Node', (t) => {
    t.equal(run({ NODE_OPTIONS: `--require ${preload}` }), innocent);
    t.equal(run({ NODE_OPTIONS: `--import ${preload}` }), innocent);
    t.equal(run({ NODE_PATH: join(bundle, 'node_modules') }), innocent);
    t.equal(run({ NODE_V8_COVERAGE: join(bundle, 'coverage') }), innocent);
    t.notOk(existsSync(join(bundle, 'coverage')));
    t.end();
  });

  // The control: it proves that the planted file would be seen, and that the environment has to
  // be made anew by whoever starts the planner. If it fails, Bun has mended what we work around.
  t.test('is steered by BUN_OPTIONS, which its starter must not hand on', (t) => {
    t.match(run({ BUN_OPTIONS: `--preload=${preload}` }), '"preloaded":true');
    t.end();
  });
  t.end();
});
