/**
 * Runs test files: `npm test [-- [--jobs=N] [--timeout=SECONDS] [--counts=FILE] [--each] FILE|FOLDER...]`.
 * With --each, a line tells the end of each file, for those who wait long.
 *
 * Tests are tap programs, compiled by one tsc run and started by Node one process a file. tap's
 * own runner is not used: its TypeScript plugin needs the compiler API that TypeScript 7 has not.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Report } from './lib/tap-report.ts';
import { runTestFile } from './lib/test-process.ts';

const root = resolve(import.meta.dirname, '..');
const unitFolders = ['src', 'hack', 'oci-validation'];

interface Options {
  readonly jobs: number;
  readonly timeoutSeconds: number;
  readonly countsFile: string | undefined;
  readonly compiled: boolean;
  readonly each: boolean;
  readonly files: readonly string[];
}

async function readOptions(): Promise<Options> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      jobs: { type: 'string', default: String(cpus().length) },
      timeout: { type: 'string', default: '60' },
      counts: { type: 'string' },
      compiled: { type: 'boolean', default: false },
      each: { type: 'boolean', default: false },
    },
  });
  const named = positionals.length > 0 ? positionals : unitFolders;
  const files = (await Promise.all(named.map(testFilesIn))).flat();
  return {
    jobs: Number(values.jobs),
    timeoutSeconds: Number(values.timeout),
    countsFile: values.counts,
    compiled: values.compiled,
    each: values.each,
    files,
  };
}

/** The test files that a file or folder name stands for, as paths relative to the root. */
async function testFilesIn(name: string): Promise<string[]> {
  const path = relative(root, resolve(name));
  const found = await stat(join(root, path)).catch(() => undefined);
  if (found === undefined) throw new Error(`${name}: there is no such test file or folder`);
  if (found.isFile()) return [path];
  const entries = await readdir(join(root, path), { recursive: true });
  return entries
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(path, file))
    .sort();
}

async function runAll(options: Options): Promise<Map<string, Report>> {
  const reports = new Map<string, Report>();
  const scratch = await mkdtemp(join(tmpdir(), 'pelagos-tests-'));
  const waiting = [...options.files];
  const worker = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const compiled = join(root, '.build/js', file.replace(/\.ts$/, '.js'));
      const { timeoutSeconds } = options;
      const started = Date.now();
      const report = await runTestFile(compiled, { root, timeoutSeconds, scratch });
      reports.set(file, report);
      if (options.each) console.log(`${file}: ${countsOf([report])} (${secondsSince(started)} s)`);
      print(file, report);
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, worker));
  await rm(scratch, { recursive: true, force: true });
  return reports;
}

function print(file: string, report: Report): void {
  for (const { name, detail } of report.failed) {
    console.log(`FAILED ${file}: ${name}${indented(detail)}`);
  }
  for (const { name, detail } of report.skipped) {
    console.log(`SKIPPED ${file}: ${name}${indented(detail)}`);
  }
}

function indented(text: string): string {
  return text === '' ? '' : `\n${text.replace(/^/gm, '    ')}`;
}

/** `N passed, N failed, N skipped`, all files together. */
function countsOf(reports: readonly Report[]): string {
  const sum = (count: (report: Report) => number): number =>
    reports.reduce((total, report) => total + count(report), 0);
  const failed = sum((report) => report.failed.length);
  const skipped = sum((report) => report.skipped.length);
  return `${sum(({ passed }) => passed)} passed, ${failed} failed, ${skipped} skipped`;
}

function secondsSince(started: number): string {
  return ((Date.now() - started) / 1000).toFixed(1);
}

async function main(): Promise<void> {
  const options = await readOptions();
  if (!options.compiled) {
    const tsc = spawnSync(join(root, 'hack/compile-tests'), { encoding: 'utf8' });
    if (tsc.status !== 0) console.log(`types are wrong (tests run all the same):\n${tsc.stdout}`);
  }
  const started = Date.now();
  const reports = [...(await runAll(options)).values()];
  console.log(`${countsOf(reports)} (${reports.length} files, ${secondsSince(started)} s)`);
  if (options.countsFile !== undefined) {
    const numbers = countsOf(reports).match(/\d+/g) ?? [];
    await writeFile(options.countsFile, `${numbers.join(' ')}\n`);
  }
  process.exitCode = reports.some(({ failed }) => failed.length > 0) ? 1 : 0;
}

await main();
