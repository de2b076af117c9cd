import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { nativeProgram } from './native-program.ts';
import type { Stage } from './stage.ts';

/** Puts test/support/native/probe.c into the container as /bin/probe. */
export function addProbe(stage: Stage): void {
  const path = join(stage.rootfs, 'bin/probe');
  copyFileSync(nativeProgram('probe'), path);
  chmodSync(path, 0o755);
}

/** The lines "Key:\tvalue" of a /proc/PID/status text. */
export function statusField(text: string, key: string): string {
  const line = text.split('\n').find((line) => line.startsWith(`${key}:`));
  if (line === undefined) throw new Error(`there is no ${key} in ${JSON.stringify(text)}`);
  return line.slice(key.length + 1).trim();
}

/** Lets the mapped root reach and own the root file system. */
export function giveRootfsTo(stage: Stage, id: number): void {
  spawnSync('chown', ['-hR', `${id}:${id}`, stage.rootfs]);
  for (const path of [stage.directory, stage.bundle]) chmodSync(path, 0o755);
}
