import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildRunc, goBuild } from '../modules/build-runc.ts';
import { writeImages } from './images.ts';

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
  const { tree, program } = buildRunc(cache);
  const complete = join(dirname(tree), 'complete');
  if (!existsSync(complete)) {
    makeExecutable(join(tree, 'tests'));
    buildHelpers(tree);
    writeImages(join(tree, integration, 'testdata'), goArch());
    mkdirSync(complete);
  }
  const files = readdirSync(join(tree, integration)).filter((name) => name.endsWith('.bats'));
  return { tree, runc: program, files: files.sort() };
}

/** A module zip keeps no permissions. */
function makeExecutable(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.name.endsWith('.sh')) chmodSync(join(entry.parentPath, entry.name), 0o755);
  }
}

function buildHelpers(tree: string): void {
  const helpers = join(tree, 'tests/cmd/_bin');
  mkdirSync(helpers, { recursive: true });
  goBuild(tree, ['-o', `${helpers}/`, './tests/cmd/...']);
}

function goArch(): string {
  return process.arch === 'x64' ? 'amd64' : process.arch;
}
