import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withLock } from '../suite/lock.ts';
import {
  type Compared,
  doubtful,
  findFaults,
  type Played,
  type Reasons,
  replaced,
} from './judge.ts';
import { installPackages } from './packages.ts';
import { prepareRuncSuite, type RuncSuite } from './prepare.ts';
import { runBats } from './run-bats.ts';
import type { TestResult } from './tap.ts';

const here = dirname(fileURLToPath(import.meta.url));
const top = resolve(here, '../..');
const cache = join(top, '.build/oci-validation');
/** The tests of one run use cgroups and files that another run would see. */
const lock = '/run/runc-integration.lock';

interface Options {
  readonly runtime: string;
  /** Run all of runc's own results as well, to have its numbers. */
  readonly baseline: boolean;
  readonly files: readonly string[];
}

function readOptions(): Options {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runtime: { type: 'string', default: join(top, 'dist/bin/pelagos') },
      baseline: { type: 'boolean', default: false },
    },
  });
  return { runtime: resolve(values.runtime), baseline: values.baseline, files: positionals };
}

function chooseFiles(suite: RuncSuite, wanted: readonly string[]): readonly string[] {
  const unknown = wanted.filter((name) => !suite.files.includes(name));
  if (unknown.length > 0) throw new Error(`no file is called ${unknown.join(', ')}`);
  return wanted.length > 0 ? wanted : suite.files;
}

function runFile(
  suite: RuncSuite,
  options: Options,
  reasons: Reasons,
  file: string,
): Played & { readonly compared: readonly Compared[] } {
  const ours = runBats({ suite, runtime: options.runtime, file });
  const open = ours.filter(({ outcome }) => outcome !== 'passed').map(({ name }) => name);
  const mayRun = options.baseline || open.length > 0;
  const theirs = mayRun
    ? runBats({ suite, runtime: suite.runc, file, ...(options.baseline ? {} : { only: open }) })
    : [];
  const settled = runAgain(suite, options, { ours, theirs }, { file, reasons });
  const compared = settled.ours
    .filter(({ outcome }) => outcome !== 'passed')
    .map((each) => ({ ours: each, theirs: settled.theirs.find(({ name }) => name === each.name) }));
  process.stderr.write(`${file}: ${count(settled.ours)}\n`);
  return { ...settled, compared };
}

/** Lets a second run of both runtimes decide what would be a fault, and says so. */
function runAgain(
  suite: RuncSuite,
  { runtime }: Options,
  first: Played,
  { file, reasons }: { readonly file: string; readonly reasons: Reasons },
): Played {
  const only = doubtful(first, reasons);
  if (only.length === 0) return first;
  process.stderr.write(`${file}: a second run decides on ${only.join('; ')}\n`);
  return {
    ours: replaced(first.ours, runBats({ suite, runtime, file, only })),
    theirs: replaced(first.theirs, runBats({ suite, runtime: suite.runc, file, only })),
  };
}

function count(results: readonly TestResult[]): string {
  const of = (outcome: string) => results.filter((each) => each.outcome === outcome).length;
  return `${of('passed')} passed, ${of('failed')} failed, ${of('skipped')} skipped`;
}

function runAll(options: Options): number {
  installPackages(join(here, 'packages'));
  const suite = prepareRuncSuite(cache);
  const files = chooseFiles(suite, options.files);
  const reasons = JSON.parse(readFileSync(join(here, 'reasons.json'), 'utf8')) as Reasons;
  const results = files.map((file) => runFile(suite, options, reasons, file));
  const ours = results.flatMap((each) => each.ours);
  const theirs = results.flatMap((each) => each.theirs);
  const compared = results.flatMap((each) => each.compared);
  const faults = findFaults(compared, reasons, options.files.length === 0);
  writeFileSync(
    join(cache, 'runc-integration.json'),
    JSON.stringify({ ours, theirs, faults }, undefined, 2),
  );
  if (options.baseline) process.stdout.write(`runc: ${count(theirs)}\n`);
  process.stdout.write(
    [...faults.map((fault) => `fault: ${fault}`), `suite of runc: ${count(ours)}`, ''].join('\n'),
  );
  // What runc cannot pass here either is no failure of ours: it is counted as left out.
  const passed = ours.filter(({ outcome }) => outcome === 'passed').length;
  process.stdout.write(
    `${passed} passed, ${faults.length} failed, ${Math.max(0, ours.length - passed - faults.length)} skipped\n`,
  );
  return faults.length;
}

async function main(): Promise<void> {
  if (process.getuid?.() !== 0) throw new Error('the tests make containers: run as root');
  mkdirSync(cache, { recursive: true });
  const options = readOptions();
  const faults = await withLock(lock, async () => runAll(options));
  process.exitCode = faults === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`oci-validation: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
