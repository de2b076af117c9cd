import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildFolder, projectRoot } from './project.ts';
import { commandPath } from './requires.ts';

/**
 * The path of a static program compiled from test/support/native/NAME.c: static, because some run
 * in root file systems that hold nothing else. Compiled again only when the source is newer.
 */
export function nativeProgram(name: string): string {
  const source = join(projectRoot, 'test/support/native', `${name}.c`);
  const program = join(buildFolder, name);
  if (modified(program) > modified(source)) return program;
  mkdirSync(buildFolder, { recursive: true });
  const scratch = `${program}.${process.pid}`;
  const flags = ['-std=gnu17', '-O1', '-Wall', '-Wextra', '-Werror', '-static', '-o', scratch];
  execFileSync(commandPath('gcc'), [...flags, source], { stdio: ['ignore', 'ignore', 'inherit'] });
  renameSync(scratch, program);
  return program;
}

function modified(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
