import { spawnSync } from 'node:child_process';

export interface Place {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end and returns what it printed. Throws with its error text if it fails. */
export function must(program: string, args: readonly string[], place: Place = {}): string {
  const done = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 26, ...place });
  if (done.error) throw new Error(`${program} does not run: ${done.error.message}`);
  if (done.status !== 0) {
    throw new Error(`${program} ${args.join(' ')} failed: ${done.stderr.trim() || done.stdout}`);
  }
  return done.stdout;
}
