import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pelagosPath } from './requires.ts';

/** A copy of the built program whose planner tells how often it is asked, and can be taken away. */
export class CopiedInstall {
  readonly runtime: string;
  readonly #planner: string;
  readonly #calls: string;

  constructor(directory: string) {
    mkdirSync(join(directory, 'bin'), { recursive: true });
    mkdirSync(join(directory, 'libexec/pelagos'), { recursive: true });
    this.runtime = join(directory, 'bin/pelagos');
    this.#planner = join(directory, 'libexec/pelagos/planner');
    this.#calls = join(directory, 'calls');
    copyFileSync(pelagosPath(), this.runtime);
    this.serveWith('');
  }

  /** Where a planner is to be kept warm, the shell script runs in its place; 3 is its server. */
  serveWith(script: string): void {
    const real = pelagosPath('libexec/pelagos/planner');
    const warm = script === '' ? '' : `if [ "$SERVES_REQUESTS" = 1 ]; then ${script}; exit; fi\n`;
    this.replacePlanner(`${warm}echo asked >>${this.#calls}\nexec ${real} "$@"`);
  }

  /** How often the planner has been asked so far. */
  get asked(): number {
    return existsSync(this.#calls) ? readFileSync(this.#calls, 'utf8').split('\n').length - 1 : 0;
  }

  /** From now on nothing can be planned: every question to the planner fails. */
  removePlanner(): void {
    chmodSync(this.#planner, 0o000);
  }

  /** Puts a program in the place of the planner, a shell script. */
  replacePlanner(script: string): void {
    writeFileSync(this.#planner, `#!/bin/sh\n${script}\n`);
    chmodSync(this.#planner, 0o755);
  }
}
