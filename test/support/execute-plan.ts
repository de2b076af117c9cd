import { type SpawnSyncOptions, spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePlan } from '../../src/plan/encode.ts';
import type { Op } from '../../src/plan/ops.ts';
import type { Report } from '../../src/plan/plan.ts';
import { opTableStamp } from '../../src/plan/stamp.ts';
import { projectRoot } from './project.ts';

/** The executor under test; a build with sanitizers can be named instead of the built one. */
export const executor = process.env['PELAGOS_EXECUTOR'] ?? join(projectRoot, 'dist/bin/pelagos');

export interface ExecuteOptions extends Partial<Report> {
  /** How many slots the plan has. */
  readonly slots?: number;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** File descriptors of ours that the executor gets as 1 and 2, and from 4 on. */
  readonly stdout?: number;
  readonly stderr?: number;
  readonly more?: readonly number[];
  readonly milliseconds?: number;
  /** A program and its arguments put before the executor, such as `unshare -m`. */
  readonly wrapper?: readonly string[];
}

export interface Executed {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the executor with the plan on descriptor 3 and waits for its end. */
export function executePlan(steps: readonly Op[], options: ExecuteOptions = {}): Executed {
  return executeBytes(planBytes(steps, options), options);
}

export function planBytes(steps: readonly Op[], options: ExecuteOptions = {}): Uint8Array {
  const { logPath = '', logFormat = 'json', logName = '', exitCode = 1, slots = 16 } = options;
  const names = Array.from({ length: slots }, (_, index) => `slot ${index}`);
  const report = { logPath, logFormat, logName, exitCode };
  return encodePlan({ report, slots: names, steps }, opTableStamp());
}

/** The same with any bytes for a plan. */
export function executeBytes(plan: Uint8Array, options: ExecuteOptions = {}): Executed {
  return withPlanFile(plan, (file) => {
    const [program = '', ...argv] = [...(options.wrapper ?? []), executor, 'execute-plan', '3'];
    const { status, ...rest } = spawnSync(program, argv, spawnOptions(file, options));
    if (rest.error !== undefined) throw rest.error;
    const stdout = String(rest.stdout ?? '');
    return { code: status, signal: rest.signal, stdout, stderr: String(rest.stderr ?? '') };
  });
}

/** Starts the executor and leaves it running: its pid. The caller ends it. */
export function startPlan(steps: readonly Op[], options: ExecuteOptions = {}): number {
  return withPlanFile(planBytes(steps, options), (file) => {
    const { milliseconds: _, ...rest } = options;
    const child = spawn(executor, ['execute-plan', '3'], {
      ...spawnOptions(file, rest),
      stdio: ['ignore', options.stdout ?? 'ignore', options.stderr ?? 'ignore', file],
    });
    child.unref();
    if (child.pid === undefined) throw new Error(`cannot start ${executor}`);
    return child.pid;
  });
}

function spawnOptions(file: number, options: ExecuteOptions): SpawnSyncOptions {
  const { cwd = '/', env = {}, stdout = 'pipe', stderr = 'pipe', more = [] } = options;
  return {
    cwd,
    env,
    stdio: ['ignore', stdout, stderr, file, ...more],
    timeout: options.milliseconds ?? 20_000,
    killSignal: 'SIGKILL',
    maxBuffer: 64 * 1024 * 1024,
  };
}

function withPlanFile<T>(plan: Uint8Array, use: (file: number) => T): T {
  const directory = mkdtempSync(join(tmpdir(), 'pelagos-plan-'));
  const path = join(directory, 'plan');
  writeFileSync(path, plan);
  const file = openSync(path, 'r');
  try {
    return use(file);
  } finally {
    closeSync(file);
    rmSync(directory, { recursive: true });
  }
}

/** An op's common words, where the test does not look at them. */
export function words(what = 'do the step'): { readonly at: string; readonly what: string } {
  return { at: 'test', what };
}
