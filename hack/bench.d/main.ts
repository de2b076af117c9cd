/** hack/bench: see `hack/bench --help`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/source-files.ts';
import { cases } from './cases/index.ts';
import type { Competitor } from './competitor.ts';
import { prepareCompetitors } from './competitors.ts';
import { chart } from './docs/chart.ts';
import { writeDocs } from './docs/write.ts';
import { describeMachine, machineText } from './machine.ts';
import { helpText, type Options, readOptions } from './options.ts';
import type { Report } from './report.ts';
import type { Series } from './series.ts';
import { startServices } from './service.ts';
import { Stage } from './stage.ts';
import { sizeTable, textTable } from './table.ts';
import { Timer } from './timer.ts';

const cache = join(root, '.build');
const guest = join(cache, 'native/bench/guest');

async function measureAll(options: Options, competitors: readonly Competitor[]): Promise<Series[]> {
  const stage = new Stage(guest);
  const timer = new Timer(join(cache, 'native/bench/timer'), stage.memory);
  // Ends the script at work, so that what follows clears away.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => timer.stop());
  const { rounds, quick } = options;
  const all: Series[] = [];
  let endServices: () => void = () => undefined;
  try {
    endServices = startServices(competitors, stage);
    for (const each of cases.filter(({ name }) => options.cases.includes(name))) {
      const began = performance.now();
      all.push(...(await each.measure({ stage, timer, competitors, rounds, quick, guest, say })));
      say(`${each.name}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
    }
  } finally {
    endServices();
    stage.clear();
  }
  return all;
}

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
  const series = await measureAll(options, competitors);
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
