import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { root } from './lib/source-files.ts';

const PAGE = 'docs/clients.md';
const text = readFileSync(join(root, PAGE), 'utf8');

/** The rows whose first cell is a number, as their cells. */
const rows = text
  .split('\n')
  .filter((line) => /^\| \d+ \|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));

t.test(`${PAGE} has thirty-one rows, numbered`, (t) => {
  t.same(
    rows.map(([, number]) => Number(number)),
    Array.from({ length: 31 }, (_, index) => index + 1),
  );
  t.end();
});

t.test(`each test that ${PAGE} names is in the file that it names`, (t) => {
  for (const [, number, , , title = '', cell = ''] of rows) {
    const path = join(root, cell.replaceAll('`', ''));
    const source = existsSync(path) ? readFileSync(path, 'utf8') : '';
    t.ok(title !== '' && source.includes(`'${title}'`), `${number}: ${title}`);
  }
  t.end();
});
