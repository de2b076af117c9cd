/** A registry of images on a machine of its own, by the names that clients ask the world for. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { background } from '../../support/background.ts';
import type { Outcome } from '../../support/runtime.ts';
import { eventually } from '../../support/wait.ts';
import { type ImageOptions, makeImage } from './image.ts';
import type { Machine } from './isolate.ts';

/** What programs written in Go need to believe the registry. */
export interface Registry {
  readonly env: Readonly<Record<string, string>>;
}

function must({ code, stderr }: Outcome): void {
  if (code !== 0) throw new Error(stderr);
}

/** Serves images as https://HOST/NAME, where each is named `HOST/NAME:TAG`. */
export function serveImages(machine: Machine, images: readonly ImageOptions[]): Registry {
  const folder = join(machine.shared, 'registry');
  mkdirSync(folder);
  const certificate = join(folder, 'certificate');
  const hosts = [...new Set(images.map(({ name }) => name.split('/')[0] ?? ''))];
  const names = ['localhost', ...hosts].map((host) => `DNS:${host}`).join(',');
  must(
    machine.shell(`echo 127.0.0.1 localhost ${hosts.join(' ')} >/etc/hosts
      openssl req -x509 -newkey rsa:2048 -nodes -keyout ${folder}/key -out ${certificate} \\
        -days 2 -subj /CN=registry -addext subjectAltName=${names}`),
  );
  const configuration = {
    version: '0.1',
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: join(folder, 'data') } },
    http: { addr: '127.0.0.1:443', tls: { certificate, key: join(folder, 'key') } },
  };
  const file = join(folder, 'configuration');
  writeFileSync(file, JSON.stringify(configuration));
  const log = join(folder, 'log');
  background([...machine.entry, 'docker-registry', 'serve', file], log);
  const answers = () => machine.shell('echo | openssl s_client localhost:443').code === 0;
  if (!eventually(answers)) throw new Error('the registry does not start');
  for (const image of images) push(machine, folder, image);
  return { env: { SSL_CERT_FILE: certificate } };
}

function push(machine: Machine, folder: string, image: ImageOptions): void {
  const archive = join(folder, 'image.tar');
  makeImage(archive, image);
  const copy = ['skopeo', '--insecure-policy', 'copy', '--dest-tls-verify=false'];
  must(machine.run([...copy, `oci-archive:${archive}`, `docker://${image.name}`]));
}
