import { spawn } from 'node:child_process';
import { type Finding, type Report, readTap } from './tap-report.ts';

/** How one test program is run; seconds are wall time. */
export interface RunOptions {
  readonly root: string;
  readonly timeoutSeconds: number;
  /** Where tap makes the folders of t.testdir(): a run's own, or two runs delete each other's. */
  readonly scratch: string;
}

/** A test program that hangs gets this long to clean up after SIGTERM before SIGKILL. */
const graceMilliseconds = 10_000;
/** How long the pipes of an ended test program may stay open before that counts as a leak. */
const drainMilliseconds = 2000;

/** Runs one compiled test file under Node and reads its verdict from TAP, exit code and signal. */
export async function runTestFile(compiled: string, options: RunOptions): Promise<Report> {
  const ended = await outputOf(compiled, options);
  const report = readTap(ended.stdout);
  const problem = problemOf(report, ended, options);
  if (problem === undefined) return report;
  const finding: Finding = { name: problem, detail: ended.stderr.trim() };
  return { ...report, failed: [...report.failed, finding] };
}

interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: string | null;
  readonly timedOut: boolean;
  readonly leaked: boolean;
}

function problemOf(report: Report, ended: Ended, options: RunOptions): string | undefined {
  if (ended.timedOut) return `the file ran longer than ${options.timeoutSeconds} s`;
  if (ended.signal !== null) return `the file was ended by ${ended.signal}`;
  if (ended.code !== 0 && report.failed.length === 0) return `the file exited with ${ended.code}`;
  if (ended.leaked) return 'the file left a process behind that holds its standard output';
  if (report.broken !== undefined && report.failed.length === 0) {
    return `the file ended before all its tests: ${report.broken}`;
  }
  const said = report.passed + report.failed.length + report.skipped.length;
  return said === 0 ? 'the file asserts nothing' : undefined;
}

function outputOf(compiled: string, { root, timeoutSeconds, scratch }: RunOptions): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn('node', ['--enable-source-maps', compiled], {
      cwd: root,
      // Without it tap ends a file after 30 s, which a busy machine needs for the slowest ones.
      env: { ...process.env, TAP_CWD: scratch, TAP_TIMEOUT: `${timeoutSeconds}` },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stdout: Uint8Array[] = [];
    const stderr: Uint8Array[] = [];
    let timedOut = false;
    let leaked = false;
    let last: ReturnType<typeof setTimeout> | undefined;
    let drain: ReturnType<typeof setTimeout> | undefined;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGTERM');
      last = setTimeout(() => child.kill('SIGKILL'), graceMilliseconds);
    }, timeoutSeconds * 1000);
    child.stdout.on('data', (chunk: Uint8Array) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Uint8Array) => stderr.push(chunk));
    child.on('error', reject);
    child.on('exit', () => {
      drain = setTimeout(() => {
        leaked = true;
        child.stdout.destroy();
        child.stderr.destroy();
      }, drainMilliseconds);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      clearTimeout(last);
      clearTimeout(drain);
      const text = (chunks: Uint8Array[]) => Buffer.concat(chunks).toString('utf8');
      resolve({ stdout: text(stdout), stderr: text(stderr), code, signal, timedOut, leaked });
    });
  });
}
