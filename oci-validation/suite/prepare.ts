import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { copyWritable } from '../modules/copy-writable.ts';
import { downloadModule, goProgram } from '../modules/download.ts';
import { runtimeSpec, runtimeTools } from '../modules/pins.ts';
import { writeBusyboxRootfs } from './busybox-rootfs.ts';

/** The built suite: `bin` holds the programs, `cwd` what they look for in their working directory. */
export interface Suite {
  readonly bin: string;
  readonly cwd: string;
  readonly programs: readonly string[];
}

/** Fetches and builds the suite into `cache`, or takes what an earlier run with the same pin built. */
export function prepareSuite(cache: string): Suite {
  const home = join(cache, `runtime-tools-${runtimeTools.version}`);
  const suite = { bin: join(home, 'bin'), cwd: join(home, 'cwd') };
  if (!existsSync(join(home, 'complete'))) {
    rmSync(home, { recursive: true, force: true });
    const source = join(home, 'source');
    const spec = join(home, 'runtime-spec');
    copyWritable(downloadModule(runtimeTools), source);
    copyWritable(downloadModule(runtimeSpec), spec);
    declareOldVersion(join(spec, 'specs-go/version.go'));
    // The specification was published without a go.mod of its own; a replacement must have one.
    writeFileSync(join(spec, 'go.mod'), `module ${runtimeSpec.path}\n`);
    go(source, ['mod', 'edit', `-replace=${runtimeSpec.path}=${spec}`]);
    mkdirSync(suite.bin, { recursive: true });
    mkdirSync(suite.cwd, { recursive: true });
    build(source, suite);
    provideRootfs(source, suite.cwd);
    mkdirSync(join(home, 'complete'));
  }
  return { ...suite, programs: readdirSync(suite.bin).sort() };
}

/**
 * Makes the programs write ociVersion 1.0.2, the newest that all programs are true to and that
 * every runtime takes: crun 1.8 refuses 1.2 and above, and there would be nothing to compare with.
 */
function declareOldVersion(file: string): void {
  const text = readFileSync(file, 'utf8');
  const old = text
    .replace(/VersionMinor = \d+/, 'VersionMinor = 0')
    .replace(/VersionPatch = \d+/, 'VersionPatch = 2');
  if (old === text) throw new Error(`${file} holds no version that could be set`);
  writeFileSync(file, old);
}

function build(source: string, suite: Omit<Suite, 'programs'>): void {
  // runtimetest runs inside a rootfs without a C library, so it must be static.
  go(source, ['build', '-tags', 'netgo osusergo', '-o', `${suite.cwd}/`, './cmd/runtimetest']);
  go(source, ['build', '-o', `${suite.bin}/`, './validation/...']);
}

function go(cwd: string, args: readonly string[]): void {
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=mod -buildvcs=false' };
  const done = spawnSync(goProgram, args, { cwd, env, stdio: ['ignore', 2, 2] });
  if (done.status !== 0) throw new Error(`go ${args.join(' ')} failed in ${cwd}`);
}

function provideRootfs(source: string, cwd: string): void {
  const name = `rootfs-${goArch()}.tar.gz`;
  if (existsSync(join(source, name))) cpSync(join(source, name), join(cwd, name));
  else writeBusyboxRootfs(join(cwd, name));
}

function goArch(): string {
  return process.arch === 'x64' ? 'amd64' : process.arch;
}
