import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { root } from '../../hack/lib/source-files.ts';
import type { ErrorCode } from './runtime-error.ts';

/** Every code: a code that is missing here, or is none, fails to compile. */
const codes: Readonly<Record<ErrorCode, true>> = {
  usage: true,
  'unknown-command': true,
  'invalid-id': true,
  'unreadable-bundle': true,
  'invalid-config': true,
  'container-missing': true,
  'container-state': true,
  'unreadable-state': true,
  'criu-missing': true,
};

const document = readFileSync(join(root, 'docs/errors.md'), 'utf8');

/** The cells of each row of the table below a heading, without their back quotes. */
function rowsBelow(heading: string): string[][] {
  const section = document.split(/^## /m).find((text) => text.startsWith(heading)) ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('| `'));
  return lines.map((line) => line.split(' | ').map((cell) => cell.replace(/[`|]/g, '').trim()));
}

t.test('docs/errors.md explains every code of an error, and no other', (t) => {
  t.same(
    rowsBelow('Codes').map(([code]) => code),
    Object.keys(codes),
  );
  t.end();
});

t.test('the words that callers look for are said where docs/errors.md has them', (t) => {
  const rows = rowsBelow('Words that callers look for');
  t.ok(rows.length > 5);
  for (const [words = '', , file = ''] of rows) {
    t.ok(readFileSync(join(root, file), 'utf8').includes(words), `${file} says "${words}"`);
  }
  t.end();
});
