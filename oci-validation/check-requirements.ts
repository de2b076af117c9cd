import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { downloadModule } from './modules/download.ts';
import { runtimeSpec } from './modules/pins.ts';
import {
  checkQuotes,
  checkReferences,
  compareWithText,
  openRows,
  type Requirement,
} from './requirements/check.ts';
import { demandLines, documents, recommendedLines } from './requirements/extract.ts';

const here = dirname(fileURLToPath(import.meta.url));
const top = resolve(here, '..');

function readRows(table: string): Requirement[] {
  const path = join(here, 'requirements', `${table}.json`);
  return JSON.parse(readFileSync(path, 'utf8')) as Requirement[];
}

function readSource(path: string): string | undefined {
  const absolute = join(top, path);
  return existsSync(absolute) ? readFileSync(absolute, 'utf8') : undefined;
}

function describe(row: Requirement): string {
  return `${row.level} ${row.file}:${row.line} ${row.id}: ${row.text} (${(row.plan ?? ['no plan']).join(', ')})`;
}

/** Exit status 1 when a demand of the specification has no row, no rule or test, or a broken one. */
function main(args: readonly string[]): number {
  const rows = documents.flatMap((document) => readRows(document.replace(/\.md$/, '')));
  const recommended = readRows('recommended');
  const open = openRows(rows);
  if (args.includes('--list-open')) {
    const lines = [...open, ...openRows(recommended)].map((row) => `${describe(row)}\n`);
    process.stdout.write(lines.join(''));
    return 0;
  }
  const specification = downloadModule(runtimeSpec);
  const texts = documents.map((document) => ({
    document,
    markdown: readFileSync(join(specification, document), 'utf8'),
  }));
  const demands = texts.flatMap((text) => demandLines(text.document, text.markdown));
  const advice = texts.flatMap((text) => recommendedLines(text.document, text.markdown));
  const faults = [
    ...compareWithText(rows, demands),
    ...checkQuotes(recommended, advice),
    ...checkReferences([...rows, ...recommended], readSource),
  ];
  const applicable = rows.filter((row) => row.notApplicable === undefined);
  const covered = applicable.length - open.length;
  const failed = faults.length + open.length;
  const answer = [
    ...faults.map((fault) => `fault: ${fault}`),
    ...(open.length > 0 ? [`${open.length} demands are open: see --list-open`] : []),
    `${openRows(recommended).length} of ${recommended.length} recommendations are open`,
    `${covered} passed, ${failed} failed, ${rows.length - applicable.length} skipped`,
  ];
  process.stdout.write(`${answer.join('\n')}\n`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
