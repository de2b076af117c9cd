import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { generatedFaults } from './check-generated.ts';
import { root } from './lib/source-files.ts';

const nodeModules = join(root, 'node_modules');

/** Fills a tree with one generator of native/ops.h, and that header with the given text. */
function treeOf(tree: string, header: string, generator: string): string {
  mkdirSync(join(tree, 'hack'));
  mkdirSync(join(tree, 'native'));
  writeFileSync(join(tree, 'hack/gen-ops-h.ts'), generator);
  writeFileSync(join(tree, 'native/ops.h'), header);
  return tree;
}

const writesOne =
  "import { writeFileSync } from 'node:fs';\nwriteFileSync('native/ops.h', '1\\n');\n";

t.test('a generated file in step passes', (t) => {
  t.same(generatedFaults(treeOf(t.testdir(), '1\n', writesOne), nodeModules), []);
  t.end();
});

t.test('a generated file out of step is refused and left as it was', (t) => {
  const tree = treeOf(t.testdir(), '2\n', writesOne);
  t.match(generatedFaults(tree, nodeModules), [{ file: 'native/ops.h', text: /npm run generate/ }]);
  t.match(generatedFaults(tree, nodeModules), [{ file: 'native/ops.h' }]);
  t.end();
});

t.test('a generator that fails is a fault of its own', (t) => {
  const tree = treeOf(t.testdir(), '1\n', "throw new Error('no table');\n");
  t.match(generatedFaults(tree, nodeModules), [{ file: 'hack/gen-ops-h.ts', text: /no table/ }]);
  t.end();
});
