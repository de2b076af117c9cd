/** hack/bench: see `hack/bench --help`. */
import { writeFileSync } from 'node:fs';
import { cases } from './cases/index.ts';
import { prepareCompetitors } from './competitors.ts';
import { chart } from './docs/chart.ts';
import { writeDocs } from './docs/write.ts';
import { describeMachine, machineText } from './machine.ts';
import { cache, measure } from './measure.ts';
import { helpText, type Options, readOptions } from './options.ts';
import type { Report } from './report.ts';
import { sizeTable, textTable } from './table.ts';

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(helpText());
    return 0;
  }
  if (process.getuid?.() !== 0) throw new Error('run it as root: containers need real cgroups');
  const entries = prepareCompetitors(options.competitors, cache);
  const competitors = entries.flatMap((entry) => ('because' in entry ? [] : [entry]));
  for (const entry of entries) {
    say(
      'because' in entry
        ? `${entry.name}: not there, because ${entry.because}`
        : `${entry.name}: ${entry.version}`,
    );
  }
  const machine = describeMachine();
  say(machineText(machine));
  const { rounds, quick } = options;
  const chosen = cases.filter(({ name }) => options.cases.includes(name));
  const series = await measure({ cases: chosen, competitors, rounds, quick, say });
  process.stdout.write(`${textTable(series)}\n${sizeTable(series)}\n`);
  writeAll(options, {
    date: new Date().toISOString().slice(0, 10),
    command: ['hack/bench', ...process.argv.slice(2)].join(' '),
    machine,
    versions: competitors.map(({ name, version }) => ({ name, version })),
    absent: entries.flatMap((entry) => ('because' in entry ? [entry] : [])),
    series,
  });
  return 0;
}

function writeAll({ json, svg, docs }: Options, report: Report): void {
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(report, undefined, 1)}\n`);
  if (svg !== undefined) writeFileSync(svg, chart(report.series));
  if (docs) writeDocs(report);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    say(`hack/bench: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  },
);
