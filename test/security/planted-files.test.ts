/** The bundle is the working directory of a runtime, and the engine of the planner reads files there. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { pelagosPath } from '../support/requires.ts';
import { call } from '../support/runtime.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';

/** Everything that Node or Bun might load, each of which would leave a marker. */
function plant(stage: Stage): string {
  const marker = stage.path('marker');
  const code = `require('fs').writeFileSync(${JSON.stringify(marker)}, 'ran')\n`;
  const { bundle } = stage;
  mkdirSync(join(bundle, 'node_modules/ajv'), { recursive: true });
  const files: Readonly<Record<string, string>> = {
    'evil.js': code,
    'bunfig.toml':
      'preload = ["./evil.js"]\n[run]\npreload = ["./evil.js"]\n[test]\npreload = ["./evil.js"]\n',
    '.bunfig.toml': 'preload = ["./evil.js"]\n',
    '.env': `BUN_OPTIONS=--preload=${bundle}/evil.js\nNODE_OPTIONS=--require=${bundle}/evil.js\nPELAGOS_ROOT=/tmp\nXDG_RUNTIME_DIR=/tmp\n`,
    '.env.local': 'XDG_RUNTIME_DIR=/tmp\n',
    '.env.production': 'XDG_RUNTIME_DIR=/tmp\n',
    'package.json':
      '{"name":"evil","type":"module","main":"evil.js","imports":{"#x":"./evil.js"}}\n',
    'tsconfig.json': '{"compilerOptions":{"paths":{"*":["./evil.js"]}}}\n',
    '.npmrc': 'script-shell=/bin/false\n',
    'node_modules/ajv/package.json': '{"main":"index.js"}\n',
    'node_modules/ajv/index.js': code,
    'index.js': code,
    create: code,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(bundle, name), text);
  return marker;
}

onStage(t, 'files of the bundle steer neither planner nor executor', (t, stage) => {
  const marker = plant(stage);
  const argv = [
    stage.runtime,
    '--root',
    stage.root,
    'create',
    '--pid-file',
    stage.pidFile,
    stage.id,
  ];
  succeed('create', stage.callDetached(argv, { cwd: stage.bundle }));
  for (const words of [
    ['state', stage.id],
    ['start', stage.id],
    ['delete', '--force', stage.id],
    ['features'],
    ['spec', '--bundle', stage.path('x')],
  ]) {
    stage.run(words, { cwd: stage.bundle });
  }
  t.notOk(existsSync(marker), 'nothing planted has run');
  t.equal(stage.output(), 'ran\n');
});

const evil = (stage: Stage): Readonly<Record<string, string>> => {
  const script = join(stage.bundle, 'evil.js');
  return {
    BUN_OPTIONS: `--preload ${script}`,
    BUN_PRELOAD: script,
    BUN_INSPECT: 'ws://127.0.0.1:1/x?wait=1',
    BUN_INSPECT_PRELOAD: script,
    BUN_BE_BUN: '1',
    BUN_CONFIG_FILE: join(stage.bundle, 'bunfig.toml'),
    BUN_RUNTIME_TRANSPILER_CACHE_PATH: stage.bundle,
    NODE_OPTIONS: `--require ${script}`,
    NODE_PATH: join(stage.bundle, 'node_modules'),
    NODE_CHANNEL_FD: '3',
    NODE_DEBUG: 'fs',
    JSC_useJIT: '0',
    LD_PRELOAD: join(stage.bundle, 'evil.so'),
    LD_LIBRARY_PATH: stage.bundle,
    GCONV_PATH: stage.bundle,
    MALLOC_CONF: 'stats_print:true',
  };
};

onStage(t, 'variables of the caller steer neither planner nor executor', (t, stage) => {
  const marker = plant(stage);
  for (const [name, value] of Object.entries(evil(stage))) {
    const env = { [name]: value };
    const created = stage.create({ env });
    t.equal(created.code, 0, `${name}: ${created.stderr}`);
    const state = stage.run(['state', stage.id], { env, cwd: stage.bundle });
    // A program that is loaded before ours complains on standard error in its own words.
    t.equal(state.code, 0, `${name}: ${state.stderr}`);
    t.match(state.stdout, new RegExp(`"id": "${stage.id}"`));
    succeed('delete', stage.run(['delete', '--force', stage.id], { env }));
    t.notOk(existsSync(marker), `${name} had nothing planted run`);
  }
});

onStage(t, 'control: Bun itself obeys what is planted', (t, stage) => {
  const marker = plant(stage);
  const bun = join(pelagosPath(), '../../../node_modules/bun/bin/bun.exe');
  if (!existsSync(bun)) throw new Error(`there is no ${bun}: run npm ci`);
  writeFileSync(join(stage.bundle, 'own.js'), 'console.log(1)\n');
  call([bun, 'run', 'own.js'], { cwd: stage.bundle, env: { HOME: stage.directory } });
  t.ok(existsSync(marker), 'bunfig.toml had its preload run');
});
