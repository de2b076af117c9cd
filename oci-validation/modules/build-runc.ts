import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../runc-suite/must.ts';
import { copyWritable } from './copy-writable.ts';
import { downloadModule, goProgram } from './download.ts';
import { runc } from './pins.ts';

/** The pinned runc: its sources, writable, and the program built of them. */
export interface BuiltRunc {
  readonly tree: string;
  readonly program: string;
}

/** Fetches runc through the Go module proxy and builds it below the cache, once for each pin. */
export function buildRunc(cache: string): BuiltRunc {
  const home = join(cache, `runc-${runc.version}`);
  const built = { tree: join(home, 'tree'), program: join(home, 'bin/runc') };
  if (!existsSync(join(home, 'built'))) {
    rmSync(home, { recursive: true, force: true });
    copyWritable(downloadModule(runc), built.tree);
    goBuild(built.tree, ['-o', built.program, '.']);
    mkdirSync(join(home, 'built'));
  }
  return built;
}

/** `go build` with seccomp in a tree of runc. */
export function goBuild(tree: string, args: readonly string[]): void {
  const env = { ...process.env, GOFLAGS: '-mod=mod -buildvcs=false' };
  must(goProgram, ['build', '-tags', 'seccomp', ...args], { cwd: tree, env });
}
