import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mark, markVariable } from './mark.ts';
import { type Instruction, scriptText } from './script.ts';
import type { Sample } from './series.ts';

/** What a command has said that ended a script. */
export class CommandFailed extends Error {}

/** Runs scripts with native/bench/timer.c, one at a time. */
export class Timer {
  readonly #program: string;
  readonly #directory: string;
  #child: ChildProcess | undefined;
  #stopped = false;

  constructor(program: string, directory: string) {
    this.#program = program;
    this.#directory = directory;
    writeFileSync(join(directory, 'input'), '');
  }

  /** Does all the instructions; throws what the first command that failed has said. */
  async run(instructions: readonly Instruction[]): Promise<Sample[]> {
    const script = join(this.#directory, 'script');
    const output = join(this.#directory, 'output');
    writeFileSync(script, scriptText(instructions));
    const stdin = openSync(script, 'r');
    const child = spawn(this.#program, [join(this.#directory, 'input'), output], {
      env: { PATH: process.env['PATH'], [markVariable]: mark },
      stdio: [stdin, 'pipe', 'pipe'],
    });
    closeSync(stdin);
    this.#child = child;
    const texts = { stdout: '', stderr: '' };
    child.stdout?.on('data', (chunk) => {
      texts.stdout += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      texts.stderr += chunk;
    });
    const code = await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    this.#child = undefined;
    if (this.#stopped) throw new Error('interrupted');
    if (code !== 0) throw new CommandFailed(`${texts.stderr.trim()}: ${tail(output)}`);
    return texts.stdout.split('\n').filter(Boolean).map(readSample);
  }

  /** Ends what runs now, so that `run` throws. */
  stop(): void {
    this.#stopped = true;
    this.#child?.kill('SIGKILL');
  }
}

export function readSample(line: string): Sample {
  const [label = '', ...numbers] = line.split('\t');
  const [nanoseconds = Number.NaN, microseconds = Number.NaN, kibibytes = Number.NaN] =
    numbers.map(Number);
  return {
    label,
    milliseconds: nanoseconds / 1e6,
    processor: microseconds / 1e3,
    kibibytes,
  };
}

function tail(path: string): string {
  return readFileSync(path, 'utf8').trim().slice(-2000);
}
