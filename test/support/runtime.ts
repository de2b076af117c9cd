import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { slowness } from './wait.ts';

/** What one call of a runtime came to. */
export interface Outcome {
  /** Null when a signal or the timeout ended it. */
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

export interface CallOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Descriptors for 3, 4, … */
  readonly extra?: readonly number[];
  /** A program and its arguments put before the runtime, such as setpriv. */
  readonly wrapper?: readonly string[];
  readonly timeout?: number;
}

const timeout = 20_000;

/** Calls a runtime with piped output; for what ends together with all that it started. */
export function call(argv: readonly string[], options: CallOptions = {}): Outcome {
  return timed([...(options.wrapper ?? []), ...argv], {
    ...common(options),
    input: options.input ?? '',
    stdio: ['pipe', 'pipe', 'pipe', ...(options.extra ?? [])],
  });
}

/** Files that a container's standard streams are, since a pipe would hold the caller. */
export interface Streams {
  readonly stdin: string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Calls a runtime whose container keeps the standard streams; the outcome has what is new in them. */
export function callDetached(
  argv: readonly string[],
  streams: Streams,
  options: CallOptions = {},
): Outcome {
  const stdin = openSync(streams.stdin, 'r');
  const stdout = openSync(streams.stdout, 'a');
  const stderr = openSync(streams.stderr, 'a');
  const begins = { stdout: sizeOf(streams.stdout), stderr: sizeOf(streams.stderr) };
  try {
    const outcome = timed([...(options.wrapper ?? []), ...argv], {
      ...common(options),
      stdio: [stdin, stdout, stderr, ...(options.extra ?? [])],
    });
    return {
      ...outcome,
      stdout: textFrom(streams.stdout, begins.stdout),
      stderr: textFrom(streams.stderr, begins.stderr),
    };
  } finally {
    for (const fd of [stdin, stdout, stderr]) closeSync(fd);
  }
}

function common({ cwd, env, timeout: limit }: CallOptions): SpawnSyncOptions {
  return {
    ...(cwd !== undefined && { cwd }),
    env: { PATH: process.env['PATH'] ?? '/usr/sbin:/usr/bin:/sbin:/bin', ...env },
    timeout: (limit ?? timeout) * slowness,
    killSignal: 'SIGKILL',
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  };
}

function timed([program = '', ...rest]: readonly string[], options: SpawnSyncOptions): Outcome {
  const started = performance.now();
  const result = spawnSync(program, rest, options);
  const { status, signal, stdout, stderr, error } = result;
  if (error !== undefined && status === null && signal === null) throw error;
  return {
    code: status,
    signal,
    stdout: String(stdout ?? ''),
    stderr: String(stderr ?? ''),
    milliseconds: performance.now() - started,
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Text of a file from an offset on; empty for what is no regular file. */
function textFrom(path: string, offset: number): string {
  const size = sizeOf(path);
  if (size <= offset) return '';
  const buffer = new Uint8Array(size - offset);
  const fd = openSync(path, 'r');
  const length = readSync(fd, buffer, 0, buffer.length, offset);
  closeSync(fd);
  return new TextDecoder().decode(buffer.subarray(0, length));
}
