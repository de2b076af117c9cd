/** Units of the machine's systemd. */
import { spawnSync } from 'node:child_process';
import { slowness } from './wait.ts';

/** `systemctl ARGS`, all that it says. */
export function systemctl(...args: readonly string[]): string {
  const timeout = 20_000 * slowness;
  const { stdout, stderr } = spawnSync('systemctl', args, { encoding: 'utf8', timeout });
  return `${stdout}${stderr}`.trim();
}

/** Properties of a unit, as systemctl says them. */
export function shown(unit: string, ...names: readonly string[]): Record<string, string> {
  const lines = systemctl('show', unit, ...names.map((name) => `--property=${name}`)).split('\n');
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

export function isLoaded(unit: string): boolean {
  return shown(unit, 'LoadState')['LoadState'] === 'loaded';
}
