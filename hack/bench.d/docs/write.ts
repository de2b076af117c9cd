import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../lib/source-files.ts';
import type { Report } from '../report.ts';
import { chart } from './chart.ts';
import { figuresText } from './figures.ts';
import { replaceMarked } from './markers.ts';

/** Writes the figures and the chart of docs/performance.md; its other text stays. */
export function writeDocs(report: Report): void {
  const page = join(root, 'docs/performance.md');
  const text = readFileSync(page, 'utf8');
  writeFileSync(page, replaceMarked(text, 'figures', figuresText(report)));
  writeFileSync(join(root, 'docs/performance.svg'), chart(report.series));
}
