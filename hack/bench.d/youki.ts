import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Of crates.io. It needs libseccomp-dev, and no D-Bus: its client of systemd is its own. */
const version = '0.7.0';
/** Of cgroups version 1 it knows only where it is told to. */
const features = 'v1,v2,systemd,seccomp';

/** Builds youki below a folder with cargo(1), once: four minutes. Throws why it cannot be built. */
export function buildYouki(cache: string): string {
  const home = join(cache, `youki-${version}`);
  const program = join(home, 'bin/youki');
  if (existsSync(program)) return program;
  const cargo = [join(homedir(), '.cargo/bin/cargo'), '/usr/bin/cargo'].find(existsSync);
  if (cargo === undefined) throw new Error('it is built with cargo(1), which is not installed');
  process.stderr.write(`hack/bench: building youki ${version}, once: some minutes\n`);
  const args = [
    'install',
    'youki',
    '--version',
    version,
    '--locked',
    '--features',
    features,
    '--root',
    home,
  ];
  const built = spawnSync(cargo, args, {
    encoding: 'utf8',
    env: { ...process.env, CARGO_TARGET_DIR: join(home, 'target') },
    maxBuffer: 1 << 26,
  });
  if (built.status !== 0) throw new Error(`cargo cannot build it: ${lastError(built.stderr)}`);
  spawnSync('rm', ['-rf', join(home, 'target')]);
  return program;
}

function lastError(text: string): string {
  const lines = text.split('\n');
  return lines.find((line) => line.startsWith('error')) ?? lines.slice(-3).join(' ').trim();
}
