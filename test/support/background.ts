import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { hasEnded } from './processes.ts';
import { eventually } from './wait.ts';

/** A program that runs beside a test, which itself calls runtimes synchronously. */
export interface Background {
  readonly pid: number;
  output(): string;
  /** Waits until the output has a text; throws with what it has instead. */
  says(text: string): void;
  /** Waits for its end by itself. */
  ended(milliseconds?: number): boolean;
  stop(): void;
}

/** Starts a program whose output goes to a file: it must not hold the test's own streams. */
export function background(argv: readonly string[], outputFile: string): Background {
  const [program = '', ...rest] = argv;
  const stream = openSync(outputFile, 'a');
  const child = spawn(program, rest, { stdio: ['ignore', stream, stream] });
  closeSync(stream);
  child.unref();
  const { pid } = child;
  if (pid === undefined) throw new Error(`cannot start ${program}`);
  const output = (): string => readFileSync(outputFile, 'utf8');
  return {
    pid,
    output,
    says(text) {
      if (!eventually(() => output().includes(text))) {
        throw new Error(`${argv.join(' ')} did not say ${JSON.stringify(text)}: ${output()}`);
      }
    },
    ended: (milliseconds) => eventually(() => hasEnded(pid), milliseconds),
    stop: () => {
      child.kill('SIGKILL');
    },
  };
}
