import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { downloadModule } from './modules/download.ts';
import { runtimeSpec } from './modules/pins.ts';
import {
  checkReferences,
  compareWithText,
  openRows,
  type Requirement,
} from './requirements/check.ts';
import { demandLines, documents } from './requirements/extract.ts';

const here = dirname(fileURLToPath(import.meta.url));
const top = resolve(here, '..');

function readRows(): Requirement[] {
  return documents.flatMap((document) => {
    const path = join(here, 'requirements', document.replace(/\.md$/, '.json'));
    return JSON.parse(readFileSync(path, 'utf8')) as Requirement[];
  });
}

function readSource(path: string): string | undefined {
  const absolute = join(top, path);
  return existsSync(absolute) ? readFileSync(absolute, 'utf8') : undefined;
}

function describe(row: Requirement): string {
  return `${row.file}:${row.line} ${row.id}: ${row.text} (${(row.plan ?? ['no plan']).join(', ')})`;
}

/** Exit status 1 when a demand of the specification has no row, no rule or test, or a broken one. */
function main(args: readonly string[]): number {
  const rows = readRows();
  const open = openRows(rows);
  if (args.includes('--list-open')) {
    process.stdout.write(open.map((row) => `${describe(row)}\n`).join(''));
    return 0;
  }
  const specification = downloadModule(runtimeSpec);
  const lines = documents.flatMap((document) =>
    demandLines(document, readFileSync(join(specification, document), 'utf8')),
  );
  const faults = [...compareWithText(rows, lines), ...checkReferences(rows, readSource)];
  const applicable = rows.filter((row) => row.notApplicable === undefined);
  const covered = applicable.length - open.length;
  const failed = faults.length + open.length;
  const texts = [
    ...faults.map((fault) => `fault: ${fault}`),
    ...(open.length > 0 ? [`${open.length} demands are open: see --list-open`] : []),
    `${covered} passed, ${failed} failed, ${rows.length - applicable.length} skipped`,
  ];
  process.stdout.write(`${texts.join('\n')}\n`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
