import t from 'tap';
import { importFaults } from './check-imports.ts';

/** The texts of the faults of a tree given as path → source. */
function faultsOf(tree: Readonly<Record<string, string>>): string[] {
  const files = Object.entries(tree).map(([path, text]) => ({ path, text }));
  return importFaults(files).map(({ file, line, text }) => `${file}:${line} ${text}`);
}

t.test('an import down the layers is allowed', (t) => {
  t.same(faultsOf({ 'src/plan/a.ts': "import { x } from '../lib/x.ts';\n" }), []);
  t.end();
});

t.test('an import up the layers is refused at its line, with the reason', (t) => {
  const [fault, ...rest] = faultsOf({
    'src/lib/a.ts': "// a word\nimport type {\n  Op,\n} from '../plan/ops.ts';\n",
  });
  t.match(fault, /^src\/lib\/a\.ts:2 imports src\/plan, .*lib knows no domain words/);
  t.same(rest, []);
  t.end();
});

t.test('host may name the types of a plan but not load its code', (t) => {
  t.same(faultsOf({ 'src/host/a.ts': "import type { F } from '../plan/facts.ts';\n" }), []);
  t.same(faultsOf({ 'src/host/a.ts': "import { type F } from '../plan/facts.ts';\n" }), []);
  t.match(faultsOf({ 'src/host/a.ts': "import { F } from '../plan/facts.ts';\n" }), [
    /may only name types/,
  ]);
  t.end();
});

t.test('a module of the machine is refused outside src/host', (t) => {
  for (const specifier of ['node:fs', 'koffi', 'pino']) {
    const source = `import x from '${specifier}';\n`;
    t.match(faultsOf({ 'src/cli/a.ts': source }), [/only src\/host has effects/]);
    t.same(faultsOf({ 'src/host/a.ts': source }), []);
  }
  t.match(faultsOf({ 'src/host/a.ts': "import x from 'bun:ffi';\n" }), [/node: modules alone/]);
  t.match(faultsOf({ 'src/plan/a.ts': "const x = await import('node:fs');\n" }), [/node:fs/]);
  t.end();
});

t.test('yargs is for the commands that people type', (t) => {
  t.same(faultsOf({ 'src/cli/a.ts': "import yargs from 'yargs';\n" }), []);
  t.match(faultsOf({ 'src/runtime/a.ts': "import yargs from 'yargs/yargs';\n" }), [
    /only src\/cli may load/,
  ]);
  t.end();
});

t.test('a package without a layer is refused', (t) => {
  t.match(faultsOf({ 'src/host/a.ts': "import x from 'left-pad';\n" }), [/no layer may load/]);
  t.end();
});

t.test('only the entry file joins commands and machine', (t) => {
  const source = "import { x } from '../host/x.ts';\n";
  t.same(faultsOf({ 'src/cli/main.ts': source }), []);
  t.match(faultsOf({ 'src/cli/other.ts': source }), [/imports src\/host/]);
  t.end();
});

t.test('nobody imports the commands', (t) => {
  for (const layer of ['lib', 'host', 'runtime', 'engine', 'fields']) {
    const faults = faultsOf({ [`src/${layer}/a.ts`]: "import { x } from '../cli/x.ts';\n" });
    t.match(faults, [/imports src\/cli/], layer);
  }
  t.end();
});

t.test('a part of the engine imports only parts below it', (t) => {
  const down = "import { x } from '../images/x.ts';\n";
  t.same(faultsOf({ 'src/engine/containers/a.ts': down }), []);
  const up = "import { x } from '../compose/x.ts';\n";
  t.match(faultsOf({ 'src/engine/containers/a.ts': up }), [/not below containers/]);
  const beside = "import { x } from '../layers/x.ts';\n";
  t.match(faultsOf({ 'src/engine/registry/a.ts': beside }), [/not below registry/]);
  t.end();
});

t.test('a circle of files is refused, types included', (t) => {
  const faults = faultsOf({
    'src/lib/a.ts': "import { b } from './b.ts';\n",
    'src/lib/b.ts': "import { c } from './c.ts';\n",
    'src/lib/c.ts': "import type { A } from './a.ts';\n",
  });
  t.equal(faults.length, 1);
  t.match(faults[0], 'src/lib/a.ts -> src/lib/b.ts -> src/lib/c.ts -> src/lib/a.ts');
  t.end();
});

t.test('a circle of folders is refused where no file is in one', (t) => {
  const faults = faultsOf({
    'src/fields/linux/a.ts': "import { b } from '../process/b.ts';\n",
    'src/fields/process/c.ts': "import { d } from '../linux/d.ts';\n",
  });
  t.match(faults, [/circle of folders/]);
  t.end();
});

t.test('an index and its parts may know each other', (t) => {
  const tree = {
    'src/fields/index.ts': "import { a } from './linux/a.ts';\n",
    'src/fields/linux/a.ts': "import type { Field } from '../field.ts';\n",
  };
  t.same(faultsOf(tree), []);
  t.end();
});

t.test('a comment imports nothing and a test may import anything', (t) => {
  t.same(faultsOf({ 'src/lib/a.ts': "// import x from 'node:fs';\n/* import 'koffi' */\n" }), []);
  t.same(faultsOf({ 'src/lib/a.test.ts': "import { x } from 'node:fs';\n" }), []);
  t.match(faultsOf({ 'src/lib/a.ts': "import { x } from './b.test.ts';\n" }), [/the test/]);
  t.end();
});
