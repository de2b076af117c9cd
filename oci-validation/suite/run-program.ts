import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge, type Outcome, type Verdict } from './judge.ts';
import { findCgroups, removeLeftovers } from './leftovers.ts';
import type { Suite } from './prepare.ts';
import {
  createdIds,
  makeWorkspace,
  readCalls,
  removeWorkspace,
  type Workspace,
} from './workspace.ts';

export interface Runtime {
  readonly name: string;
  readonly path: string;
}

export interface ProgramRun {
  readonly suite: Suite;
  readonly program: string;
  readonly runtime: Runtime;
  readonly timeoutSeconds: number;
  readonly logs: string;
  /** Counts the runs of this program against this runtime from 1; each has a log of its own. */
  readonly attempt: number;
}

export interface ProgramResult extends Verdict {
  readonly program: string;
  readonly runtime: string;
  readonly seconds: number;
  readonly leftovers: readonly string[];
}

/**
 * A private mount namespace, since some programs leave mounts behind; in it a /dev/null of the
 * program's own, since crun 1.8 changes the owner of the one it gets as a standard stream.
 */
const enter = `
set -e
mknod "$TMPDIR/../null" c 1 3
chmod 666 "$TMPDIR/../null"
mount --bind "$TMPDIR/../null" /dev/null
exec "$0"
`;

/** Runs one program against one runtime, writes its log, and removes what it left behind. */
export async function runProgram(run: ProgramRun): Promise<ProgramResult> {
  const workspace = makeWorkspace(run.runtime.path);
  const before = findCgroups([]);
  const begun = Date.now();
  try {
    const outcome = await execute(run, workspace);
    const seconds = (Date.now() - begun) / 1000;
    const calls = readCalls(workspace);
    const leftovers = await removeLeftovers(workspace, createdIds(calls), before);
    const result = { ...judge(outcome), ...names(run), seconds, leftovers };
    writeLog(run, [JSON.stringify(result, undefined, 2), ...calls], outcome);
    return result;
  } finally {
    removeWorkspace(workspace);
  }
}

function names(run: ProgramRun): { program: string; runtime: string } {
  return { program: run.program, runtime: run.runtime.name };
}

function execute(run: ProgramRun, workspace: Workspace): Promise<Outcome> {
  const program = join(run.suite.bin, run.program);
  const args = ['--mount', '--propagation', 'private', 'sh', '-c', enter, program];
  return new Promise((resolve, reject) => {
    const child = spawn('unshare', args, {
      cwd: run.suite.cwd,
      detached: true,
      env: { ...process.env, RUNTIME: workspace.wrapper, TMPDIR: workspace.temporary },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const texts = { stdout: '', stderr: '' };
    child.stdout.on('data', (data) => {
      texts.stdout += String(data);
    });
    child.stderr.on('data', (data) => {
      texts.stderr += String(data);
    });
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, run.timeoutSeconds * 1000);
    child.on('error', reject);
    // Not 'close': a container that the program left behind may hold its output open.
    child.on('exit', (status) => {
      clearTimeout(timer);
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
        resolve({ ...texts, status, timedOut });
      }, 20);
    });
  });
}

function writeLog(run: ProgramRun, head: readonly string[], outcome: Outcome): void {
  const folder = join(run.logs, run.runtime.name);
  mkdirSync(folder, { recursive: true });
  const parts = [...head, '--- stdout', outcome.stdout, '--- stderr', outcome.stderr];
  writeFileSync(join(folder, `${run.program}.${run.attempt}.log`), `${parts.join('\n')}\n`);
}
