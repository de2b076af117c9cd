import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { must } from './must.ts';

/** Installs the Debian packages that a file names and that are missing. */
export function installPackages(file: string): void {
  const wanted = readFileSync(file, 'utf8').split(/\s+/).filter(Boolean);
  const missing = wanted.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  process.stderr.write(`installing ${missing.join(' ')}\n`);
  must('apt-get', ['update', '-qq']);
  must('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

function isInstalled(name: string): boolean {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the format is dpkg-query's own.
  const asked = spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' });
  return asked.stdout === 'install ok installed';
}
