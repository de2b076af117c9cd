import { chmodSync, copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Json, mergePatch } from './json.ts';
import { commandPath } from './requires.ts';

const applets = (
  'sh ls cat echo id env stat readlink sleep mkdir rmdir touch rm ln mknod mount umount grep head ' +
  'tail sort tr cut printf test true false kill hostname sysctl dd chmod chown od wc seq tty stty ' +
  'nproc unshare mkfifo awk sed date ps find dmesg df pwd basename trap cp mv hexdump ulimit'
).split(' ');

/** The smallest configuration that runs on every runtime: all namespaces, proc, no /dev mount. */
export function minimalConfig(cgroup: string): Json {
  return {
    ociVersion: '1.0.2',
    root: { path: 'rootfs' },
    hostname: 'box',
    process: {
      cwd: '/',
      args: ['sh', '-c', 'echo ran'],
      env: ['PATH=/bin'],
      user: { uid: 0, gid: 0 },
    },
    mounts: [{ destination: '/proc', type: 'proc', source: 'proc' }],
    linux: {
      cgroupsPath: `/${cgroup}`,
      namespaces: ['pid', 'network', 'ipc', 'uts', 'mount'].map((type) => ({ type })),
    },
  };
}

/** A bundle with busybox: `directory/rootfs`. Copied, so that nothing inside can reach the host's. */
export function makeBundle(directory: string): void {
  const rootfs = join(directory, 'rootfs');
  for (const name of ['bin', 'proc', 'sys', 'dev', 'tmp', 'etc', 'mnt', 'root']) {
    mkdirSync(join(rootfs, name), { recursive: true, mode: 0o755 });
  }
  chmodSync(join(rootfs, 'tmp'), 0o1777);
  copyFileSync(commandPath('busybox', 'install busybox-static'), join(rootfs, 'bin/busybox'));
  for (const applet of applets) symlinkSync('busybox', join(rootfs, 'bin', applet));
  writeFileSync(join(rootfs, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
  writeFileSync(join(rootfs, 'etc/group'), 'root:x:0:\n');
}

/** Writes config.json: the minimal one, changed by a JSON merge patch. */
export function writeConfig(directory: string, cgroup: string, patch: Json): void {
  const config = mergePatch(minimalConfig(cgroup), patch);
  writeFileSync(join(directory, 'config.json'), JSON.stringify(config, undefined, 1));
}
