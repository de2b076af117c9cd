import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders = ['bin', 'dev', 'etc', 'mnt', 'proc', 'root', 'sys', 'tmp'];

/** Makes the root filesystem that the suite ships only for x86, from the machine's static busybox. */
export function writeBusyboxRootfs(archive: string): void {
  const root = mkdtempSync(join(tmpdir(), 'rootfs-'));
  try {
    for (const folder of folders) mkdirSync(join(root, folder));
    cpSync('/bin/busybox', join(root, 'bin/busybox'));
    for (const applet of run('/bin/busybox', ['--list']).trim().split('\n')) {
      if (applet !== 'busybox') symlinkSync('busybox', join(root, 'bin', applet));
    }
    run('tar', ['-czf', archive, '-C', root, '.']);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function run(command: string, args: readonly string[]): string {
  const done = spawnSync(command, args, { encoding: 'utf8' });
  if (done.status !== 0) {
    throw new Error(`${command} does not run: install busybox-static (${done.stderr})`);
  }
  return done.stdout;
}
