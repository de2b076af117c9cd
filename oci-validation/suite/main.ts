import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Settled, settle } from './best-of-three.ts';
import { withLock } from './lock.ts';
import { readOptions, type SuiteOptions } from './options.ts';
import { prepareSuite } from './prepare.ts';
import { type Judged, type Reasons, report } from './report.ts';

const here = dirname(fileURLToPath(import.meta.url));
const top = resolve(here, '../..');
const cache = join(top, '.build/oci-validation');
const logs = join(cache, 'logs');
/** One for the machine, not one for each checkout: cgroup names are the machine's. */
const lock = '/run/oci-validation.lock';

function find(command: string): string | undefined {
  const folders = command.includes('/') ? [''] : (process.env['PATH'] ?? '').split(':');
  return folders.map((folder) => resolve(folder, command)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function runAll(options: SuiteOptions): Promise<Judged> {
  const suite = prepareSuite(cache);
  execFileSync(join(top, 'hack/provide-hugetlb'), { stdio: 'inherit' });
  rmSync(logs, { recursive: true, force: true });
  const programs = choosePrograms(suite.programs, options.only);
  const { runtimes, timeoutSeconds } = options;
  const reasons = readReasons('known-failures.json');
  const races = readReasons('races.json');
  const results: Settled[] = [];
  for (const program of programs) {
    const run = { suite, program, timeoutSeconds, logs };
    const settled = await settle(run, runtimes, {
      isKnownFailure: reasons[program] !== undefined,
      isRace: races[program] !== undefined,
    });
    for (const result of settled) tell(result);
    results.push(...settled);
  }
  const judged = report({
    results,
    runtimes: options.runtimes.map((runtime) => runtime.name),
    subject: options.subject,
    reasons,
    whole: options.only.length === 0,
  });
  writeFileSync(join(cache, 'results.json'), JSON.stringify({ results, ...judged }, undefined, 2));
  return judged;
}

function readReasons(file: string): Reasons {
  return JSON.parse(readFileSync(join(here, '..', file), 'utf8')) as Reasons;
}

function choosePrograms(all: readonly string[], only: readonly string[]): readonly string[] {
  const unknown = only.filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    throw new Error(`no program is called ${unknown.join(', ')}: choose from ${all.join(' ')}`);
  }
  return only.length > 0 ? only : all;
}

function tell(result: Settled): void {
  const mark = result.passed ? 'pass' : `FAIL ${result.why}`;
  const runs = `${result.passes}/${result.runs}`;
  process.stderr.write(`${result.program} ${result.runtime} ${runs} ${mark}\n`);
}

function print(judged: Judged): void {
  const lines = [
    judged.table,
    '',
    ...Object.entries(judged.counts).map(([name, count]) => `${name} passes ${count}`),
    ...judged.notes.map((note) => `note: ${note}`),
    ...judged.faults.map((fault) => `fault: ${fault}`),
    `logs: ${logs}, results: ${join(cache, 'results.json')}`,
    judged.summary,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function main(): Promise<void> {
  if (process.getuid?.() !== 0) throw new Error('the programs make containers: run as root');
  const defaults = [`pelagos=${join(top, 'dist/bin/pelagos')}`, 'runc', 'crun'];
  const options = readOptions(process.argv.slice(2), defaults, find);
  mkdirSync(cache, { recursive: true });
  const judged = await withLock(lock, () => runAll(options));
  print(judged);
  process.exitCode = judged.faults.length === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`oci-validation: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
