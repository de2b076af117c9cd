import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { copyWritable } from '../modules/copy-writable.ts';
import { downloadModule, goProgram } from '../modules/download.ts';
import { runc } from '../modules/pins.ts';
import { writeImages } from './images.ts';
import { must } from './must.ts';

/** The built suite: its tree, in which bats is run, and the runc of the same version. */
export interface RuncSuite {
  readonly tree: string;
  readonly runc: string;
  /** The names of the bats files. */
  readonly files: readonly string[];
}

const integration = 'tests/integration';

/** Fetches the suite, builds its helpers and its runc, and makes its images; once for each pin. */
export function prepareRuncSuite(cache: string): RuncSuite {
  const home = join(cache, `runc-${runc.version}`);
  const suite = { tree: join(home, 'tree'), runc: join(home, 'bin/runc') };
  if (!existsSync(join(home, 'complete'))) {
    rmSync(home, { recursive: true, force: true });
    copyWritable(downloadModule(runc), suite.tree);
    makeExecutable(join(suite.tree, 'tests'));
    build(suite);
    writeImages(join(suite.tree, integration, 'testdata'), goArch());
    mkdirSync(join(home, 'complete'));
  }
  const files = readdirSync(join(suite.tree, integration)).filter((name) => name.endsWith('.bats'));
  return { ...suite, files: files.sort() };
}

/** A module zip keeps no permissions. */
function makeExecutable(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.name.endsWith('.sh')) chmodSync(join(entry.parentPath, entry.name), 0o755);
  }
}

function build({ tree, runc: program }: Omit<RuncSuite, 'files'>): void {
  const helpers = join(tree, 'tests/cmd/_bin');
  mkdirSync(helpers, { recursive: true });
  go(tree, ['build', '-tags', 'seccomp', '-o', program, '.']);
  go(tree, ['build', '-tags', 'seccomp', '-o', `${helpers}/`, './tests/cmd/...']);
}

function go(cwd: string, args: readonly string[]): void {
  must(goProgram, args, { cwd, env: { ...process.env, GOFLAGS: '-mod=mod -buildvcs=false' } });
}

function goArch(): string {
  return process.arch === 'x64' ? 'amd64' : process.arch;
}
