import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RuncSuite } from './prepare.ts';
import { readTap, type TestResult } from './tap.ts';

export interface BatsRun {
  readonly suite: RuncSuite;
  readonly runtime: string;
  readonly file: string;
  /** Only the tests of these names. */
  readonly only?: readonly string[];
}

/** Longest time for one file. */
const timeoutSeconds = 600;

/**
 * Runs one bats file. It gets a terminal of its own, since tests ask for one; a mount namespace of
 * its own, so that no mount of a failed test stays; and a runtime that is called `runc`.
 */
export function runBats(run: BatsRun): TestResult[] {
  const scratch = mkdtempSync(join(tmpdir(), 'runc-suite-'));
  try {
    // Root of a user namespace has to get to the bundles.
    chmodSync(scratch, 0o711);
    const named = join(scratch, 'runc');
    symlinkSync(run.runtime, named);
    const silence = join(scratch, 'silence');
    execFileSync('mkfifo', [silence]);
    // At the end of its input, script(1) would type a NUL, which the terminal of a test shows.
    // Tests wait 2 s for processes to be gone that are nobody's, and not every process 1 reaps as soon.
    const quiet = [
      '-c',
      'exec tini -s -- script -qec "$0" /dev/null <>"$1"',
      command(run),
      silence,
    ];
    const done = spawnSync('unshare', ['--mount', 'sh', ...quiet], {
      cwd: run.suite.tree,
      encoding: 'utf8',
      env: { ...process.env, RUNC: named, TMPDIR: scratch },
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutSeconds * 1000,
      killSignal: 'SIGKILL',
    });
    if (done.error) throw new Error(`${run.file}: ${done.error.message}`);
    return readTap(run.file, done.stdout);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function command({ file, only }: BatsRun): string {
  const filter = only ? ['--filter', quote(`^(${only.map(escapePattern).join('|')})$`)] : [];
  return ['bats', '--formatter', 'tap', ...filter, `tests/integration/${file}`].join(' ');
}

function escapePattern(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
