/** Images that are made of what the machine has: no registry is asked for anything. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../support/json.ts';
import { commandPath } from '../../support/requires.ts';

const accounts = {
  passwd: 'root:x:0:0:root:/root:/bin/sh\ntester:x:1000:1000:tester:/home/tester:/bin/sh\n',
  group: 'root:x:0:\ntester:x:1000:\nextra:x:2000:tester\n',
};

/** A root file system with all of busybox, and the users root and tester (1000, also in 2000). */
export function makeRootfs(rootfs: string): void {
  for (const name of ['bin', 'proc', 'sys', 'dev', 'etc', 'mnt', 'root', 'home/tester', 'var']) {
    mkdirSync(join(rootfs, name), { recursive: true, mode: 0o755 });
  }
  mkdirSync(join(rootfs, 'tmp'));
  chmodSync(join(rootfs, 'tmp'), 0o1777);
  const busybox = commandPath('busybox', 'install busybox-static');
  copyFileSync(busybox, join(rootfs, 'bin/busybox'));
  const applets = execFileSync(busybox, ['--list'], { encoding: 'utf8' }).trim().split('\n');
  for (const applet of applets.filter((name) => name !== 'busybox')) {
    symlinkSync('busybox', join(rootfs, 'bin', applet));
  }
  for (const [name, text] of Object.entries(accounts)) {
    writeFileSync(join(rootfs, 'etc', name), text);
  }
}

export interface ImageOptions {
  /** `NAME:TAG`, with the registry's part where an engine asks for one. */
  readonly name: string;
  /** The `config` of the image: Cmd, Env, User... (OCI image specification). */
  readonly config?: JsonObject;
  /** Changes the root file system before it is packed. */
  readonly prepare?: (rootfs: string) => void;
}

/**
 * Writes an image as `docker save` does and as an OCI layout at once, in one tar archive: `docker
 * load`, `podman load`, `ctr images import` and `buildah pull oci-archive:` all take it.
 */
export function makeImage(archive: string, options: ImageOptions): void {
  const folder = mkdtempSync(join(tmpdir(), 'pelagos-image-'));
  try {
    const rootfs = join(folder, 'rootfs');
    makeRootfs(rootfs);
    options.prepare?.(rootfs);
    const layout = join(folder, 'layout');
    mkdirSync(join(layout, 'blobs/sha256'), { recursive: true });
    writeLayout(layout, rootfs, options);
    pack(layout, archive);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Blob {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

function writeLayout(layout: string, rootfs: string, { name, config = {} }: ImageOptions): void {
  const unpacked = join(layout, 'layer');
  pack(rootfs, unpacked);
  const add = (kind: string, bytes: Uint8Array | string): Blob => {
    const digest = createHash('sha256').update(bytes).digest('hex');
    writeFileSync(join(layout, 'blobs/sha256', digest), bytes);
    const size = typeof bytes === 'string' ? new TextEncoder().encode(bytes).length : bytes.length;
    return { mediaType: `application/vnd.oci.image.${kind}`, digest: `sha256:${digest}`, size };
  };
  const layer = add('layer.v1.tar', readFileSync(unpacked));
  rmSync(unpacked);
  const image = {
    architecture: 'amd64',
    os: 'linux',
    created: '2026-01-01T00:00:00Z',
    config: { Env: ['PATH=/bin'], Cmd: ['sh'], ...config },
    rootfs: { type: 'layers', diff_ids: [layer.digest] },
    history: [{ created: '2026-01-01T00:00:00Z', created_by: 'busybox' }],
  };
  const imageBlob = add('config.v1+json', JSON.stringify(image));
  const manifest = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: imageBlob,
    layers: [layer],
  };
  const manifestBlob = add('manifest.v1+json', JSON.stringify(manifest));
  const annotations = {
    'io.containerd.image.name': name,
    'org.opencontainers.image.ref.name': name.split(':').at(-1) ?? '',
  };
  const write = (file: string, value: unknown) =>
    writeFileSync(join(layout, file), JSON.stringify(value));
  write('oci-layout', { imageLayoutVersion: '1.0.0' });
  write('index.json', { schemaVersion: 2, manifests: [{ ...manifestBlob, annotations }] });
  const pathOf = ({ digest }: Blob) => `blobs/${digest.replace(':', '/')}`;
  const docker = { Config: pathOf(imageBlob), RepoTags: [name], Layers: [pathOf(layer)] };
  write('manifest.json', [docker]);
}

function pack(folder: string, archive: string): void {
  const flags = ['--owner=0', '--group=0', '--numeric-owner', '--sort=name', '--mtime=@0'];
  const { status, stderr } = spawnSync('tar', ['-C', folder, ...flags, '-cf', archive, '.']);
  if (status !== 0) throw new Error(`cannot pack ${folder}: ${stderr}`);
}
