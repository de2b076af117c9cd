import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import t from 'tap';
import { root } from './lib/source-files.ts';

const pages = [
  'README.md',
  'oci-validation/README.md',
  'schemas/README.md',
  ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
].filter((name) => name.endsWith('.md'));

/** Files that the page on fields has its readers write. */
const invented = ['src/fields/process/timer-slack.ts'];

/**
 * Whether a path of the tree is there; `*` stands for any part of its last name, and a test may be
 * named without its suffix.
 */
function exists(path: string): boolean {
  if (!path.includes('*')) {
    return [path, `${path}.test.ts`].some((file) => existsSync(join(root, file)));
  }
  const [before = '', after = ''] = basename(path).split('*');
  const folder = join(root, dirname(path));
  if (!existsSync(folder)) return false;
  return readdirSync(folder).some((name) => name.startsWith(before) && name.endsWith(after));
}

for (const page of pages) {
  const text = readFileSync(join(root, page), 'utf8');

  t.test(`the links of ${page} lead somewhere`, (t) => {
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)) {
      t.ok(existsSync(join(root, dirname(page), target)), target);
    }
    t.end();
  });

  t.test(`the files that ${page} names are there`, (t) => {
    const named = /`((?:src|hack|native|docs|schemas|test|oci-validation|\.ci)\/[^\s`:]*)/g;
    for (const [, path = ''] of text.matchAll(named)) {
      t.ok(invented.includes(path) || exists(path), path);
    }
    t.end();
  });
}
