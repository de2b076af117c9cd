import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project.ts';

/** A prerequisite that is missing fails the test, and the failure says how to get it. */
function missing(what: string, cure: string): Error {
  return new Error(`${what}: ${cure}`);
}

/** The path of a command, from PATH and the folders of administrators' programs. */
export function commandPath(name: string, cure = 'run hack/prerequisites test'): string {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin', '/usr/bin'];
  const found = folders.map((folder) => join(folder, name)).find(isExecutable);
  if (found === undefined) throw missing(`the command ${name} is missing`, cure);
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function requireRoot(): void {
  if (process.getuid?.() !== 0) throw missing('this test makes real containers', 'run it as root');
}

/** The runtime under test: PELAGOS_TEST_RUNTIME, or what hack/build made. */
export function runtimeUnderTest(): string {
  const path = process.env['PELAGOS_TEST_RUNTIME'] ?? join(projectRoot, 'dist/bin/pelagos');
  if (!isExecutable(path)) throw missing(`there is no runtime ${path}`, 'run hack/build');
  return path;
}

/** What tests of pelagos' own abilities (plan, planner) run: never another runtime. */
export function pelagosPath(relative = 'bin/pelagos'): string {
  const path = join(projectRoot, 'dist', relative);
  if (!isExecutable(path)) throw missing(`there is no ${path}`, 'run hack/build');
  return path;
}

/** Versions of other runtimes that have the holes which attacks are proved on. */
const vulnerable = { runc: 'runc version 1.1.5', crun: 'crun version 1.8.1' } as const;

export type ReferenceName = keyof typeof vulnerable;

/** A runtime known to be vulnerable: an attack that fails there could not fail here either. */
export function vulnerableRuntime(name: ReferenceName): string {
  const path = commandPath(name);
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  if (stdout.startsWith(vulnerable[name])) return path;
  const found = stdout.split('\n')[0] ?? '';
  throw missing(
    `the attack must be shown to work on ${vulnerable[name]}, and ${path} is ${found}`,
    'install the version of Debian 12, or find another reference and change this line',
  );
}
