import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Op } from '../../src/plan/ops.ts';
import { executor, planBytes } from './execute-plan.ts';
import { type CallOptions, call, type Outcome } from './runtime.ts';

/** An executor whose planner is a shell script, which finds plans to answer as "$d/NAME". */
export class Installed {
  readonly directory: string;

  constructor(directory: string, script: string) {
    this.directory = directory;
    mkdirSync(join(directory, 'bin'));
    mkdirSync(join(directory, 'libexec/pelagos'), { recursive: true });
    copyFileSync(executor, join(directory, 'bin/pelagos'));
    const planner = join(directory, 'libexec/pelagos/planner');
    writeFileSync(planner, `#!/bin/sh\nd=${directory}\n${script}\n`);
    chmodSync(planner, 0o755);
  }

  plan(name: string, steps: readonly Op[]): this {
    return this.write(name, planBytes(steps));
  }

  write(name: string, content: Uint8Array): this {
    writeFileSync(join(this.directory, name), content);
    return this;
  }

  call(argv: readonly string[] = [], options: CallOptions = {}): Outcome {
    return call([join(this.directory, 'bin/pelagos'), ...argv], options);
  }

  read(name: string): string {
    return readFileSync(join(this.directory, name), 'utf8');
  }
}
